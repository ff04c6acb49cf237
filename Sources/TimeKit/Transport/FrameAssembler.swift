package import NIOCore
package import TimeWire

/// Takes whole payloads out of received bytes, copying each byte once (`wire §3`). Memory follows the bytes in hand,
/// never the announced length.
package struct FrameAssembler {
    /// Received and not yet looked at.
    private var received = ByteBuffer()
    /// The beginning of a payload whose end hasn't been received.
    private var partial: [UInt8] = []
    /// Bytes that `partial` lacks; zero between frames.
    package private(set) var missing = 0

    package init() {}

    /// Nothing received is waiting to be taken out.
    package var isEmpty: Bool { received.readableBytes == 0 }

    package var reservedBytes: Int { received.capacity + partial.capacity }

    package mutating func append(_ bytes: ByteBuffer) {
        if isEmpty {
            received = bytes
        } else {
            received.discardReadBytes()
            received.writeImmutableBuffer(bytes)
        }
    }

    /// The next whole payload; nil until more bytes come. After an error no frame can be found any more.
    package mutating func next() throws(FrameError) -> ArraySlice<UInt8>? {
        // Whoever received the bytes uses their storage again, unless it's held here.
        defer { if isEmpty { received = ByteBuffer() } }
        if missing == 0 {
            guard let header = received.readInteger(endianness: .big, as: UInt32.self) else { return nil }
            let size = try Frame.payloadSize(ofHeader: header)
            if let whole = received.readBytes(length: size) { return whole[...] }
            missing = size
        }
        let count = min(missing, received.readableBytes)
        partial.append(contentsOf: received.readableBytesView.prefix(count))
        received.moveReaderIndex(forwardBy: count)
        missing -= count
        guard missing == 0 else { return nil }
        defer { partial = [] }
        return partial[...]
    }

    package mutating func discard() { self = FrameAssembler() }
}
