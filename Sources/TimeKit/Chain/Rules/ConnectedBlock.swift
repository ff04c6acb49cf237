package import TimeModel

/// A block that passed, and what it did.
package struct ConnectedBlock: Sendable {
    /// To be kept and served; its bytes differ from those received if the leader was trimmed.
    package let stored: IdentifiedBlock
    package let change: LedgerChange
    package let tip: ChainTip
    package let fees: BlockFees
    package let findings: [AuditFinding]
}

/// What the transactions after the first two leave to the block's maker (`chain-rules §2.5`).
package enum BlockFees: Hashable, Sendable {
    case resolved(Amount)
    /// An input of unknown value, or a transaction that pays out more than it takes in: no reward rule applies.
    case unresolved
}
