/// A masternode's vote on a block: prepare or precommit, by the message it came in (`wire §5.4`).
public struct BlockVote: Hashable, Sendable {
    public var blockHash: BlockHash
    /// The masternode's address: a bare ip.
    public var voter: String
    public var signature: [UInt8]

    public init(blockHash: BlockHash, voter: String, signature: [UInt8]) {
        self.blockHash = blockHash
        self.voter = voter
        self.signature = signature
    }
}

extension BlockVote: BincodeCodable {
    public static var minimumEncodedSize: Int { 32 + 2 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        blockHash = try reader.read()
        voter = try reader.read()
        signature = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(blockHash, voter, signature)
    }
}
