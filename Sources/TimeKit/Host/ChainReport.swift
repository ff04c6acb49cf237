public import TimeChain
import TimeCommandLine
public import TimeNode

/// What a chain comes to, one figure a line, for people and for scripts.
public struct ChainReport {
    private var lines: [(name: String, value: String)]

    public init(_ summary: ChainSummary) {
        lines = [
            ("tip", "\(summary.tip.height)"), ("hash", "\(summary.tip.hash)"), ("unspent", "\(summary.unspentCount)"),
            ("supply", "\(summary.supply)"), ("findings", "\(summary.findingCount)"),
        ]
    }

    /// With how fast the node has caught up.
    public init(_ summary: ChainSummary, _ status: NodeStatus) {
        self.init(summary)
        let seconds = max(status.timeConnecting / .seconds(1), 0.001)
        let count = status.blocksConnected
        lines.append(("blocks/s", count == 0 ? "-" : "\(Int(Double(count) / seconds))"))
    }

    public func write() {
        for (name, value) in lines {
            Output.line(name + String(repeating: " ", count: max(1, 10 - name.count)) + value)
        }
    }
}
