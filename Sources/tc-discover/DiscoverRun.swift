import Foundation
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimePeers

/// One run: fetch, judge, and propose, or make or do a plan.
struct DiscoverRun {
    let options: Discover
    let configuration: NodeConfiguration

    func run() async throws {
        let path = options.store ?? PeerDatabase.path(directory: configuration.storeDirectory)
        let lock = try await RunLock(path: path + ".discover.lock", wait: options.lockWait)
        defer { lock.release() }
        do {
            let store = try OperatorError.describingPeerStore {
                WhitelistStore(try PeerDatabase(path: path, network: configuration.network, access: .readWrite))
            }
            let plans = PlanFile(path: path + ".plan")
            let report =
                if let id = options.apply {
                    try apply(id, plans, store)
                } else {
                    try await discover(store, plans)
                }
            try write(report, store)
        } catch {
            try? writeMetrics(nil, store: nil)
            throw error
        }
    }

    private func apply(_ id: String, _ plans: PlanFile, _ store: WhitelistStore) throws -> DiscoverReport {
        let plan = try plans.read(id)
        do {
            let changes = try OperatorError.describingPeerStore {
                try store.change(by: actor, at: WallClock.now()) { edit in
                    try plan.apply(&edit, policy: configuration.whitelistPolicy)
                }
            }
            plans.remove()
            return DiscoverReport(changes: changes, committed: true)
        } catch is DiscoveryPlan.Outdated {
            throw OperatorError(
                .temporaryFailure, "cannot apply plan \(id)", why: "the whitelist has changed since it was made",
                remedy: "make another with --plan")
        }
    }

    private func discover(_ store: WhitelistStore, _ plans: PlanFile) async throws -> DiscoverReport {
        let discovery = try discovery()
        let now = WallClock.now()
        var discovered: Discovered
        do {
            discovered = try await discovery.run(store, at: now)
        } catch let error as PeerStoreError {
            throw OperatorError(error)
        }
        try requireQuorum(discovered)
        if options.probe { discovered.unreachable = try await Prober(configuration).unreachable(in: discovered, store) }
        var outcomes: [(PeerEndpoint, WhitelistEdit.ProposalOutcome)] = []
        var revision: Int64 = 0
        let commits = !options.dryRun && !options.plan
        let changes = try OperatorError.describingPeerStore {
            try store.change(by: actor, at: now, commits: commits) { edit in
                revision = try edit.revision()
                try edit.expire()
                outcomes = try edit.propose(discovered, policy: configuration.whitelistPolicy)
            }
        }
        var report = DiscoverReport(changes: changes, committed: commits, discovered: discovered)
        if options.plan {
            let plan = DiscoveryPlan(discovered, changes: changes, revision: revision)
            try plans.write(plan)
            report.plan = plan.id
            report.known = outcomes.compactMap { endpoint, outcome in
                if case .known(let state) = outcome { ("\(endpoint.address)", state.rawValue) } else { nil }
            }
            report.expiring = try OperatorError.describingPeerStore {
                try Self.expiring(store, listed: Set(discovered.judgement.accepted.map(\.address)))
            }
        }
        return report
    }

    private func discovery() throws -> Discovery {
        for url in options.url where !["https://", "http://", "file://"].contains(where: url.lowercased().hasPrefix) {
            throw OperatorError(
                .usage, "cannot fetch \(url)", why: "it is no web address", remedy: "start it with https://")
        }
        let configured = configuration.discovery
        let urls =
            options.url.isEmpty
            ? configured?.urls ?? [NetworkParameters(configuration.network).peerListURL] : options.url
        let quorum = options.quorum ?? (options.url.isEmpty ? configured?.quorum : nil) ?? 1
        guard quorum <= urls.count else {
            throw OperatorError(
                .usage, "no quorum of \(quorum) is possible", why: "there are \(urls.count) lists",
                remedy: "name more with --url")
        }
        let settings = DiscoverySettings(
            urls: urls, quorum: quorum, allowsPrivate: options.allowPrivate || configured?.allowsPrivate ?? false)
        return Discovery(settings, configuration, isForced: options.force, allowsFiles: !options.url.isEmpty)
    }

    /// Complains about lists that can't be used; fails if those that can are too few.
    private func requireQuorum(_ discovered: Discovered) throws {
        let failed = discovered.lists.filter { !$0.isCurrent }
        guard discovered.lists.count - failed.count < discovered.quorum else {
            for list in failed { ErrorStream.standard.write(line: "tc-discover: \(list.complaint ?? list.url)") }
            return
        }
        guard let first = failed.first else { return }
        for list in failed.dropFirst() {
            ErrorStream.standard.write(line: "tc-discover: \(list.complaint ?? list.url)")
        }
        let status: ProgramStatus
        var remedy = "nothing has changed"
        switch first.state {
        case .unreachable(let error): status = error.isTemporary ? .temporaryFailure : .unavailable
        case .objectionable:
            status = .dataError
            remedy += "; if the list is right, take it with --force"
        default: status = .dataError
        }
        throw OperatorError(status, "no list of peers", why: first.complaint, remedy: remedy)
    }

    /// What is in the whitelist from a list, and isn't listed any more.
    private static func expiring(
        _ store: WhitelistStore, listed: Set<PeerAddress>
    ) throws -> [(address: String, time: String)] {
        try store.entries()
            .filter { entry in
                entry.source == .api && [.approved, .pending].contains(entry.state)
                    && !listed.contains(entry.prefix.address)
            }
            .map { ("\($0.prefix)", $0.expires?.text ?? "never") }
    }

    private func write(_ report: DiscoverReport, _ store: WhitelistStore) throws {
        if options.json {
            try Output.lines([Output.json(schema: "timekit.discover/1", report)])
        } else if !options.quiet {
            try Output.lines(report.lines)
        }
        try writeMetrics(report, store: store)
    }

    private func writeMetrics(_ report: DiscoverReport?, store: WhitelistStore?) throws {
        guard let file = options.textfile else { return }
        let table = try store.map { store in
            try OperatorError.describingPeerStore { try store.trustTable(at: WallClock.now()) }
        }
        let metrics = DiscoverMetrics(report: report, table: table, now: WallClock.now())
        try OutputFile.write(metrics.text, to: file)
    }

    private var actor: String {
        AuditActor.name(program: "tc-discover", environment: ProcessInfo.processInfo.environment)
    }
}
