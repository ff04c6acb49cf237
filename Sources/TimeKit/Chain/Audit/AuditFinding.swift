public import TimeModel

/// Something in a connected block that the live rules let pass and that an operator should know (`chain-rules §13.3`).
///
/// At most one per check and block: the detail says how often and where first.
public struct AuditFinding: Hashable, Sendable {
    public let check: AuditCheck
    public let height: Height
    public let hash: BlockHash
    public let detail: String

    public init(check: AuditCheck, height: Height, hash: BlockHash, detail: String) {
        self.check = check
        self.height = height
        self.hash = hash
        self.detail = detail
    }
}

/// The checks of `chain-rules §13.3`, stricter than the live rules. They report and never refuse.
public enum AuditCheck: String, Hashable, Sendable, CaseIterable {
    /// An input that names no unspent output.
    case inputs = "Q1"
    /// An input whose signature isn't that of the output's owner.
    case inputSignatures = "Q2"
    /// A transaction that pays out more than it takes in.
    case minting = "Q3"
    /// A block reward that isn't 95 TIME and fees, in a block that escapes the rule.
    case reward = "Q4"
    /// A treasury that doesn't grow by 5 TIME.
    case treasury = "Q5"
    /// A producer's signature that isn't by the key registered on chain.
    case producerSignature = "Q6"
    /// A timestamp that isn't the slot's.
    case timestamp = "Q7"
    /// Outputs and treasury that don't grow by 100 TIME together.
    case supply = "Q8"
    /// A registry change that the registered key, or the collateral's owner, didn't authorise.
    case specialTransactions = "Q9"
}
