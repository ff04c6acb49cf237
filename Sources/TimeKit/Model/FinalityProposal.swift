/// A fallback leader's proposal for a stalled transaction (`wire §6`).
public struct FinalityProposal: Hashable, Sendable {
    public var chainID: UInt32
    public var transactionID: TransactionID
    public var commitment: TransactionID
    public var slot: UInt64
    public var decision: VoteDecision
    /// Not covered by the signature.
    public var justification: String
    public var leader: String
    public var signature: [UInt8]

    public init(
        chainID: UInt32, transactionID: TransactionID, commitment: TransactionID, slot: UInt64, decision: VoteDecision,
        justification: String, leader: String, signature: [UInt8]
    ) {
        self.chainID = chainID
        self.transactionID = transactionID
        self.commitment = commitment
        self.slot = slot
        self.decision = decision
        self.justification = justification
        self.leader = leader
        self.signature = signature
    }
}

extension FinalityProposal: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 4 + 2 * 32 + 4 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        chainID = try reader.read()
        transactionID = try reader.read()
        commitment = try reader.read()
        slot = try reader.read()
        decision = try reader.read()
        justification = try reader.read()
        leader = try reader.read()
        signature = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(chainID, transactionID, commitment, slot, decision, justification, leader, signature)
    }
}
