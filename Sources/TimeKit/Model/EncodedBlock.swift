/// A block together with the bytes it came in, which are what is stored and served: decoded once, encoded never.
public struct EncodedBlock: Sendable {
    public let block: Block
    /// The block in the current layout. A slice of the frame it was received in, when it was received.
    public let bytes: ArraySlice<UInt8>

    /// Encodes a block made here.
    public init(_ block: Block) {
        self.block = block
        bytes = block.bincodeEncoded()[...]
    }

    private init(block: Block, bytes: ArraySlice<UInt8>) {
        self.block = block
        self.bytes = bytes
    }

    /// The same with bytes of its own, for whoever keeps it: a slice keeps its whole frame, whose other bytes may be
    /// 8 MiB of nothing.
    public var detached: EncodedBlock { EncodedBlock(block: block, bytes: Array(bytes)[...]) }

    public init(from reader: inout BincodeReader, layout: Block.Layout) throws(BincodeError) {
        let start = reader.offset
        block = try Block(from: &reader, layout: layout)
        bytes = layout == .current ? reader.consumed(since: start) : block.bincodeEncoded()[...]
    }
}

extension EncodedBlock: Hashable {
    public static func == (left: EncodedBlock, right: EncodedBlock) -> Bool { left.bytes == right.bytes }
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension EncodedBlock: BincodeCodable {
    public static var minimumEncodedSize: Int { Block.minimumEncodedSize }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        try self.init(from: &reader, layout: .current)
    }

    public func encode(to writer: inout BincodeWriter) { writer.writeRaw(bytes) }
}
