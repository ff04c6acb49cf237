public import TimeModel

/// All limits of a program, as `--print-limits` states them.
public struct LimitsReport: Sendable {
    /// Name, value and reason in columns.
    public let lines: [String]

    public init(_ limits: [Limit]) {
        lines = TextTable(limits.map { [$0.name, $0.value, $0.reason] }).lines
    }
}
