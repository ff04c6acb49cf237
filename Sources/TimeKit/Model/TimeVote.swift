/// What a vote says, in its order on the wire; signatures cover `signedByte` instead (`wire §6`).
public enum VoteDecision: UInt32, Hashable, Sendable, CaseIterable, BincodeCodable {
    case accept
    case reject
}

/// A masternode's vote on a transaction (`wire §6`).
public struct TimeVote: Hashable, Sendable {
    public var chainID: UInt32
    public var transactionID: TransactionID
    /// The transaction's id once more.
    public var commitment: TransactionID
    public var slot: UInt64
    public var decision: VoteDecision
    /// The masternode's address: a bare ip.
    public var voter: String
    public var weight: UInt64
    public var signature: [UInt8]

    public init(
        chainID: UInt32, transactionID: TransactionID, commitment: TransactionID, slot: UInt64, decision: VoteDecision,
        voter: String, weight: UInt64, signature: [UInt8]
    ) {
        self.chainID = chainID
        self.transactionID = transactionID
        self.commitment = commitment
        self.slot = slot
        self.decision = decision
        self.voter = voter
        self.weight = weight
        self.signature = signature
    }
}

extension TimeVote: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 4 + 2 * 32 + 4 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        chainID = try reader.read()
        transactionID = try reader.read()
        commitment = try reader.read()
        slot = try reader.read()
        decision = try reader.read()
        voter = try reader.read()
        weight = try reader.read()
        signature = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(chainID, transactionID, commitment, slot, decision, voter, weight, signature)
    }
}
