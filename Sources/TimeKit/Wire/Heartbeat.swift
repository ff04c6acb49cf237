public import TimeModel

/// What a ping and its pong carry (`wire §9`).
public struct Heartbeat: Hashable, Sendable {
    /// Drawn for each ping; its pong repeats it.
    public var nonce: UInt64
    public var timestamp: UnixTime
    /// The sender's own height.
    public var height: Height?

    public init(nonce: UInt64, timestamp: UnixTime, height: Height?) {
        self.nonce = nonce
        self.timestamp = timestamp
        self.height = height
    }
}

extension Heartbeat: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 8 + 1 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        nonce = try reader.read()
        timestamp = try reader.read()
        height = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(nonce, timestamp, height)
    }
}
