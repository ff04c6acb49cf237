import TimeChain
import TimeCommandLine

/// What a chain comes to, one figure a line, for people and for scripts.
struct ChainReport {
    private var lines: [(name: String, value: String)]

    init(_ summary: ChainSummary) {
        lines = [
            ("tip", "\(summary.tip.height)"), ("hash", "\(summary.tip.hash)"), ("unspent", "\(summary.unspentCount)"),
            ("supply", "\(summary.supply)"), ("findings", "\(summary.findingCount)"),
        ]
    }

    mutating func add(_ name: String, _ value: String) { lines.append((name, value)) }

    func print() {
        for (name, value) in lines {
            Output.line(name + String(repeating: " ", count: max(1, 10 - name.count)) + value)
        }
    }
}
