import TimeModel

/// Why blocks come as they do: what the node is at, whom it asks, what it waits for, and which limit binds.
public struct SyncExplanation: Hashable, Sendable, Codable {
    /// What would have to change for the node to be faster.
    public enum Limit: String, Hashable, Sendable, Codable, CaseIterable {
        case none
        /// What we allow ourselves to ask of each peer.
        case pacing
        /// The only source's time to answer.
        case peerLatency = "peer-latency"
        /// All sources owe what they may; only more of them would help.
        case peerCount = "peer-count"
        /// Checking blocks takes all the time.
        case verification
        /// Storing blocks takes it, or can't be done.
        case disk
        /// Received blocks fill the memory they may take.
        case buffer
        /// The process has other work.
        case processor
        case stalledPeers = "stalled-peers"
        case circuit
        /// Too few peers tell a tip.
        case noCredibleTip = "no-credible-tip"
        /// The peers' tips are ahead of our clock.
        case clockCeiling = "clock-ceiling"
        case fork
    }

    public struct Figure: Hashable, Sendable, Codable {
        public let name: String
        public let value: Double
        public let unit: String
    }

    public struct Source: Hashable, Sendable, Codable {
        public let address: String
        public let isWhitelisted: Bool
        public let isMasternode: Bool
        public let health: String
        public let reliability: Double
        /// Median of its pongs; nil before the first.
        public let roundTripSeconds: Double?
        /// From the last request to its answer.
        public let answerSeconds: Double?
        public let tip: UInt64
        /// Requests that it owes an answer.
        public let outstanding: Int
        public let isResting: Bool
    }

    public let state: SyncState
    public let height: UInt64
    /// Nil while no tip counts.
    public let target: UInt64?
    public let pacing: String
    public let limit: Limit
    /// One sentence on the limit.
    public let reason: String
    public let figures: [Figure]
    /// Nil when nothing is.
    public let waitingFor: String?
    /// Whom blocks are asked of, the best first; of many the first ones.
    public let sources: [Source]
}

extension SyncExplanation {
    /// For people, a line each.
    public var lines: [String] {
        let goal = target.map(String.init) ?? "unknown"
        var lines = ["state: \(stateText)", "height: \(height) of \(goal), pacing \(pacing)"]
        lines.append("limit: \(limit.rawValue): \(reason)")
        for figure in figures { lines.append("  \(figure.name): \(Self.text(figure.value)) \(figure.unit)") }
        if let waitingFor { lines.append("waiting for: \(waitingFor)") }
        for (index, source) in sources.enumerated() { lines.append("source \(index + 1): \(source.text)") }
        return lines
    }

    private var stateText: String {
        switch state {
        case .paused(let reason): "paused (\(reason.rawValue))"
        case .brokenCircuit(let end): "broken-circuit until \(end.text)"
        default: state.name
        }
    }

    /// To one place, without a fraction if it has none.
    static func text(_ value: Double) -> String {
        let tenths = (value * 10).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
    }
}

extension SyncExplanation.Source {
    fileprivate var text: String {
        var parts = [address, "tip \(tip)"]
        if isWhitelisted { parts.append("whitelisted") }
        if isMasternode { parts.append("masternode") }
        parts.append(health)
        parts.append("reliability \(SyncExplanation.text(reliability * 100)) %")
        if let roundTripSeconds { parts.append("round trip \(SyncExplanation.text(roundTripSeconds * 1_000)) ms") }
        if let answerSeconds { parts.append("last answer \(SyncExplanation.text(answerSeconds * 1_000)) ms") }
        parts.append("\(outstanding) outstanding")
        if isResting { parts.append("left alone") }
        return parts.joined(separator: ", ")
    }
}
