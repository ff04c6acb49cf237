public import TimeModel

/// A block that the live rules refuse: which rule, which block, and what about it.
public struct RuleViolation: Error, Hashable, Sendable {
    public let rule: Rule
    public let height: Height
    /// As received.
    public let hash: BlockHash
    public let explanation: String

    public init(rule: Rule, height: Height, hash: BlockHash, explanation: String) {
        self.rule = rule
        self.height = height
        self.hash = hash
        self.explanation = explanation
    }

    /// Whether the same block passes later: try again, and don't blame the sender for it alone.
    ///
    /// B6 and B7 compare the timestamp with the slot, not with our clock: they stay.
    public var isClockBound: Bool {
        switch rule {
        case .b3, .b5, .b9: true
        default: false
        }
    }

    /// Whether the hash commits to all that the rule looked at, so that every block of this hash fails it.
    ///
    /// Otherwise blame the copy: its sender may have altered it, and another peer's copy may pass (`chain-rules §2.1`).
    /// B8 is among those, since a tail of transactions can be repeated under the same Merkle root.
    public var concernsCommittedFieldsOnly: Bool {
        switch rule {
        case .b2, .b8, .b10, .b12, .b13, .c6, .w10, .w11, .w12: false
        default: true
        }
    }
}

extension RuleViolation: CustomStringConvertible {
    public var description: String { "block \(height) (\(hash)) fails \(rule.rawValue): \(explanation)" }
}
