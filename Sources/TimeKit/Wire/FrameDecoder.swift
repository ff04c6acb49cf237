/// Takes payloads out of a byte stream that arrives in pieces (`wire §3`). Memory follows the bytes in hand, never the
/// announced length. Whoever appends takes out what is whole before appending more.
public struct FrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    /// Bytes of `buffer` that were taken out.
    private var consumed = 0

    /// How a stream ended.
    public enum End: Hashable, Sendable {
        /// Between two frames or inside a length, which upstream takes for the same.
        case clean
        case broken(FrameError)
    }

    public init() {}

    public mutating func append(_ bytes: some Sequence<UInt8>) {
        buffer.removeFirst(consumed)
        consumed = 0
        buffer.append(contentsOf: bytes)
    }

    /// The next whole payload; nil until more bytes come. After an error every call throws it again: no frame can be
    /// found any more.
    public mutating func next() throws(FrameError) -> ArraySlice<UInt8>? {
        guard let size = try announcedSize() else { return nil }
        let start = consumed + Frame.headerSize
        guard buffer.count - start >= size else { return nil }
        consumed = start + size
        let payload = Array(buffer[start..<consumed])
        if consumed == buffer.count {
            // A large frame's storage isn't kept for the small ones that follow.
            buffer = []
            consumed = 0
        }
        return payload[...]
    }

    /// What it means that the stream ends here, after the last whole payload was taken out.
    public func end() -> End {
        do throws(FrameError) {
            guard let size = try announcedSize() else { return .clean }
            return .broken(.truncated(size))
        } catch {
            return .broken(error)
        }
    }

    private func announcedSize() throws(FrameError) -> Int? {
        guard buffer.count - consumed >= Frame.headerSize else { return nil }
        let header = buffer[consumed..<(consumed + Frame.headerSize)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return try Frame.payloadSize(ofHeader: header)
    }
}
