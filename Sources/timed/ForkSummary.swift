import TimeCommandLine
import TimeSimulation

/// What networks with forks came to, for people and for programs.
struct ForkSummary: Encodable {
    static let schema = "timekit.fork-simulation/1"

    struct Failure: Encodable {
        let seed: UInt64
        let faults: [String]
    }

    let firstSeed: UInt64
    let seeds: Int
    let reorganisations: Int
    let deepestReorganisation: UInt64
    let failures: [Failure]
    /// Of the last seed's events.
    let eventHash: String

    init(_ reports: [ForkReport]) {
        firstSeed = reports.first?.seed ?? 0
        seeds = reports.count
        reorganisations = reports.reduce(0) { $0 + $1.reorganisations }
        deepestReorganisation = reports.flatMap(\.depths).max() ?? 0
        failures = reports.filter { !$0.faults.isEmpty }.map { Failure(seed: $0.seed, faults: $0.faults) }
        let digits = String(reports.last?.eventHash ?? 0, radix: 16)
        eventHash = String(repeating: "0", count: 16 - digits.count) + digits
    }

    func json() throws -> String { try Output.json(schema: Self.schema, self) }

    var lines: [String] {
        let rows = [
            ["seeds", "\(firstSeed) to \(firstSeed + UInt64(max(seeds, 1)) - 1)"],
            ["reorganisations", "\(reorganisations)"],
            ["deepest reorganisation", "\(deepestReorganisation)"],
            ["networks that did not agree", "\(failures.count)"],
            ["last event hash", eventHash],
        ]
        return TextTable(rows).lines
            + failures.prefix(5).flatMap { failure in ["seed \(failure.seed)"] + failure.faults.map { "  \($0)" } }
    }
}
