internal import TimeModel

/// Payloads of block messages, put together from stored blocks' bytes: nothing is decoded or encoded again.
public enum BlockPayload {
    /// The answer to `GetBlocks`.
    public static func blocksResponse(_ blocks: [[UInt8]]) -> [UInt8] { list(.blocksResponse, blocks) }
    /// The answer to `GetBlockRange`.
    public static func blockRangeResponse(_ blocks: [[UInt8]]) -> [UInt8] { list(.blockRangeResponse, blocks) }
    /// The answer to `BlockRequest`.
    public static func blockResponse(_ block: [UInt8]) -> [UInt8] { single(.blockResponse, block) }
    /// The answer to `RequestGenesis`.
    public static func genesisAnnouncement(_ block: [UInt8]) -> [UInt8] { single(.genesisAnnouncement, block) }

    /// Bytes of a list's payload besides its blocks: the message's index and the count.
    private static let listOverhead = 12

    private static func list(_ kind: MessageKind, _ blocks: [[UInt8]]) -> [UInt8] {
        var writer = BincodeWriter(capacity: listOverhead + blocks.reduce(0) { $0 + $1.count })
        writer.writeAll(kind, UInt64(blocks.count))
        for block in blocks { writer.writeRaw(block) }
        return writer.bytes
    }

    private static func single(_ kind: MessageKind, _ block: [UInt8]) -> [UInt8] {
        var writer = BincodeWriter(capacity: MessageKind.minimumEncodedSize + block.count)
        writer.write(kind)
        writer.writeRaw(block)
        return writer.bytes
    }
}
