/// A masternode's vote on a governance proposal (`wire §6`).
public struct GovernanceVote: Hashable, Sendable {
    public var proposalID: Hash256
    public var voterAddress: String
    /// Unchecked: any 32 bytes.
    public var voterKey: Hash256
    public var approves: Bool
    public var height: Height
    public var signature: Signature64

    public init(
        proposalID: Hash256, voterAddress: String, voterKey: Hash256, approves: Bool, height: Height,
        signature: Signature64
    ) {
        self.proposalID = proposalID
        self.voterAddress = voterAddress
        self.voterKey = voterKey
        self.approves = approves
        self.height = height
        self.signature = signature
    }
}

extension GovernanceVote: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 32 + 2 * 8 + 1 + 64 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        proposalID = try reader.read()
        voterAddress = try reader.read()
        voterKey = try reader.read()
        approves = try reader.read()
        height = try reader.read()
        signature = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(proposalID, voterAddress, voterKey, approves, height, signature)
    }
}
