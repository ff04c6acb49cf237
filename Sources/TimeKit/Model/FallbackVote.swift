/// A vote on a finality proposal (`wire §6`).
public struct FallbackVote: Hashable, Sendable {
    public var chainID: UInt32
    public var proposalHash: Hash256
    /// Called Approve and Reject upstream.
    public var decision: VoteDecision
    public var voter: String
    public var weight: UInt64
    public var signature: [UInt8]

    public init(
        chainID: UInt32, proposalHash: Hash256, decision: VoteDecision, voter: String, weight: UInt64,
        signature: [UInt8]
    ) {
        self.chainID = chainID
        self.proposalHash = proposalHash
        self.decision = decision
        self.voter = voter
        self.weight = weight
        self.signature = signature
    }
}

extension FallbackVote: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 4 + 32 + 3 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        chainID = try reader.read()
        proposalHash = try reader.read()
        decision = try reader.read()
        voter = try reader.read()
        weight = try reader.read()
        signature = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(chainID, proposalHash, decision, voter, weight, signature)
    }
}
