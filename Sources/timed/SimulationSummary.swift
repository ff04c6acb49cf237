import TimeCommandLine
import TimeSimulation

/// What many runs come to, and which of them to look at.
struct SimulationSummary {
    private let reports: [SimulationReport]
    private let averageMissedPongs: Double
    let lines: [String]

    init(_ reports: [SimulationReport]) {
        self.reports = reports
        let missed = reports.map(\.missedPongsPerWhitelistedPeer)
        averageMissedPongs = missed.reduce(0, +) / Double(max(missed.count, 1))
        let lags = reports.flatMap(\.nodes).map(\.greatestLag)
        let rows = [
            ["seeds", "\(reports.first?.seed ?? 0) to \(reports.last?.seed ?? 0)"],
            Self.row("whitelisted disconnects", reports, \.whitelistedDisconnects),
            Self.row("whitelisted peers lost to TCP time-outs", reports, \.whitelistedTimeouts),
            [
                "missed pongs per whitelisted peer",
                SimulationReport.hundredths(averageMissedPongs),
                "at most \(SimulationReport.hundredths(missed.max() ?? 0))",
            ],
            Self.row("bans by our nodes", reports, \.bans),
            Self.row("held against us by upstream nodes", reports, \.offences),
            ["greatest lag", "\(lags.max() ?? 0)"],
        ]
        lines = TextTable(rows.map { [$0[0], $0.dropFirst().joined(separator: "  ")] }).lines
    }

    /// No node of any run breaks its word, and links that only lose and stall cost no peer a pong on average.
    func keepsItsWord(whatever faults: [FaultFamily]) -> Bool {
        let isMild = Set([FaultFamily.loss, .stalls]).isSuperset(of: faults)
        return reports.allSatisfy { $0.keepsItsWord(whatever: faults) } && (averageMissedPongs < 1 || !isMild)
    }

    /// The sum, and the first seeds that add to it.
    private static func row(
        _ name: String, _ reports: [SimulationReport], _ figure: (SimulationReport) -> Int
    ) -> [String] {
        let seeds = reports.filter { figure($0) > 0 }.prefix(5).map { "\($0.seed)" }
        return [name, "\(reports.reduce(0) { $0 + figure($1) })"]
            + (seeds.isEmpty ? [] : ["seeds " + seeds.joined(separator: ", ")])
    }
}
