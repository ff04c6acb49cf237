public import TimeModel
public import TimePeers

/// Many probes, some at a time: one session for each address, one after another where several targets share one.
public struct ProbeBatch: Sendable {
    private let probe: PeerProbe
    private let concurrency: Int

    public init(_ probe: PeerProbe, concurrency: Int) {
        self.probe = probe
        self.concurrency = max(concurrency, 1)
    }

    /// The reports in the order of the plans, without tips compared. Of plans for the same address and port only the
    /// first is done.
    ///
    /// - Parameters:
    ///   - onEvent: Hears everything that happens, with the place of its plan.
    ///   - onReport: Hears each report as soon as it is there, with the place of its plan.
    public func run(
        _ plans: [ProbePlan],
        onEvent: (@Sendable (Int, ProbeCore.Event, Moment, UnixTime) -> Void)? = nil,
        onReport: (@Sendable (Int, ProbeReport) -> Void)? = nil
    ) async -> [ProbeReport] {
        let resolutions = await resolve(plans)
        let groups = Self.grouped(plans, resolutions)
        let reports: [[PlacedReport]] = await limited(groups) { places in
            var reports: [PlacedReport] = []
            for place in places {
                var heard: (@Sendable (ProbeCore.Event, Moment, UnixTime) -> Void)?
                if let onEvent { heard = { onEvent(place, $0, $1, $2) } }
                let report = await probe.run(plans[place], resolution: resolutions[place], onEvent: heard)
                onReport?(place, report)
                reports.append(PlacedReport(place: place, report: report))
            }
            return reports
        }
        return reports.flatMap { $0 }.sorted { $0.place < $1.place }.map(\.report)
    }

    private struct PlacedReport {
        let place: Int
        let report: ProbeReport
    }

    private func resolve(_ plans: [ProbePlan]) async -> [NameResolution] {
        await limited(Array(plans.enumerated())) { place, plan in
            (place, await NameResolution.of(plan.target.host, within: plan.patience))
        }
        .sorted { $0.0 < $1.0 }
        .map { $0.1 }
    }

    /// Places of plans, those with the same address together, and none twice.
    private static func grouped(_ plans: [ProbePlan], _ resolutions: [NameResolution]) -> [[Int]] {
        var groups: [[Int]] = []
        var group: [PeerAddress: Int] = [:]
        var seen: Set<PeerEndpoint> = []
        for (place, plan) in plans.enumerated() {
            guard let address = resolutions[place].addresses.first else {
                groups.append([place])
                continue
            }
            guard seen.insert(PeerEndpoint(address: address, port: plan.target.port)).inserted else { continue }
            if let index = group[address] {
                groups[index].append(place)
            } else {
                group[address] = groups.count
                groups.append([place])
            }
        }
        return groups
    }

    private func limited<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async -> Result
    ) async -> [Result] {
        await withTaskGroup(of: Result.self) { group in
            var waiting = items[...]
            var results: [Result] = []
            func add() {
                guard let item = waiting.popFirst(), !Task.isCancelled else { return }
                group.addTask { await body(item) }
            }
            for _ in 0..<concurrency { add() }
            for await result in group {
                results.append(result)
                add()
            }
            return results
        }
    }
}
