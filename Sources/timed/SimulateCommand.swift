import ArgumentParser
import Foundation
import TimeCommandLine
import TimeModel
import TimeSimulation

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run a network of virtual nodes on a virtual clock, and say how it went.")

    @Option(help: ArgumentHelp("Virtual nodes, all of which trust each other.", valueName: "number"))
    var nodes = 10

    @Option(help: ArgumentHelp("Virtual hours to run.", valueName: "number"))
    var hours = 24.0

    @Option(help: ArgumentHelp("What all chance comes from; the same seed is the same run.", valueName: "number"))
    var seed: UInt64 = 42

    @Option(
        help: ArgumentHelp(
            "Run as many, each with the next seed, and sum up.", valueName: "number"))
    var seeds: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "What goes wrong, separated by commas: \(FaultList.names), or all.", valueName: "list"))
    var faults = FaultList(families: [])

    @Flag(
        help: ArgumentHelp(
            "Run networks whose peers follow different branches, lie and agree in the end, while nodes crash."))
    var forks = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (1...Scenario.mostNodes).contains(nodes) else {
            throw ValidationError("--nodes takes a number from 1 to \(Scenario.mostNodes).")
        }
        guard (1...1_000_000).contains(seeds), seed <= .max - seeds else {
            throw ValidationError("--seeds takes a number from 1 to 1000000.")
        }
        guard !forks || faults.families.isEmpty else {
            throw ValidationError("--forks has its own faults; leave --faults out.")
        }
        guard hours > 0, hours <= 8_760 else { throw ValidationError("--hours takes a number up to 8760.") }
    }

    func run() async throws {
        if forks { return try await runForks() }
        let reports = await reports { report(of: $0) }
        if json {
            try Output.lines(try reports.map { try $0.json() })
        } else if let only = reports.first, reports.count == 1 {
            try Output.lines(only.lines)
        } else {
            try Output.lines(SimulationSummary(reports).lines)
        }
        guard reports.count == 1 || SimulationSummary(reports).keepsItsWord(whatever: faults.families) else {
            throw Verdict.no
        }
    }

    private func runForks() async throws {
        let summary = ForkSummary(await reports { ForkReport(seed: $0) })
        try Output.lines(json ? [try summary.json()] : summary.lines)
        guard summary.failures.isEmpty else { throw Verdict.no }
    }

    /// By seed; as many at a time as there are processors.
    private func reports<Report: Sendable>(_ report: @escaping @Sendable (UInt64) -> Report) async -> [Report] {
        await withTaskGroup(of: (seed: UInt64, report: Report).self) { group in
            var reports: [(seed: UInt64, report: Report)] = []
            for next in seed..<seed + seeds {
                if next >= seed + UInt64(ProcessInfo.processInfo.activeProcessorCount), let done = await group.next() {
                    reports.append(done)
                }
                group.addTask { (next, report(next)) }
            }
            for await done in group { reports.append(done) }
            return reports.sorted { $0.seed < $1.seed }.map(\.report)
        }
    }

    private func report(of seed: UInt64) -> SimulationReport {
        let scenario = Scenario(
            nodes: nodes, duration: .seconds(Int64(hours * 3_600)), seed: seed, faults: faults.families)
        var network = scenario.network()
        network.run(until: .start + scenario.duration)
        return SimulationReport(ScenarioReport(scenario, network))
    }
}
