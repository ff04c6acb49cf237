public import TimeModel

/// Tells a peer that it is behind or on a fork, or what its handshake lacks (`wire §5.1`).
public struct ForkAlert: Hashable, Sendable {
    public var yourHeight: Height
    public var yourHash: BlockHash
    public var consensusHeight: Height
    public var consensusHash: BlockHash
    public var peerCount: UInt64
    public var text: String

    public init(
        yourHeight: Height, yourHash: BlockHash, consensusHeight: Height, consensusHash: BlockHash, peerCount: UInt64,
        text: String
    ) {
        self.yourHeight = yourHeight
        self.yourHash = yourHash
        self.consensusHeight = consensusHeight
        self.consensusHash = consensusHash
        self.peerCount = peerCount
        self.text = text
    }
}

extension ForkAlert: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 * 8 + 2 * 32 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        yourHeight = try reader.read()
        yourHash = try reader.read()
        consensusHeight = try reader.read()
        consensusHash = try reader.read()
        peerCount = try reader.read()
        text = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(yourHeight, yourHash, consensusHeight, consensusHash, peerCount, text)
    }
}
