import TimeCommandLine

/// What many runs come to, and which of them to look at.
struct SimulationSummary {
    let lines: [String]

    init(_ reports: [SimulationReport]) {
        let missed = reports.map(\.missedPongsPerWhitelistedPeer)
        let lags = reports.flatMap(\.nodes).map(\.greatestLag)
        let rows = [
            ["seeds", "\(reports.first?.seed ?? 0) to \(reports.last?.seed ?? 0)"],
            Self.row("whitelisted disconnects", reports, \.whitelistedDisconnects),
            Self.row("whitelisted peers lost to TCP time-outs", reports, \.whitelistedTimeouts),
            [
                "missed pongs per whitelisted peer",
                SimulationReport.hundredths(missed.reduce(0, +) / Double(max(missed.count, 1))),
                "at most \(SimulationReport.hundredths(missed.max() ?? 0))",
            ],
            Self.row("bans by our nodes", reports, \.bans),
            Self.row("held against us by upstream nodes", reports, \.offences),
            ["greatest lag", "\(lags.max() ?? 0)"],
        ]
        lines = TextTable(rows.map { [$0[0], $0.dropFirst().joined(separator: "  ")] }).lines
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
