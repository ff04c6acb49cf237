/// An Ed25519 signature of a fixed 64 bytes, without a prefix on the wire (`wire §4`, sig64).
public struct Signature64: Hashable, Sendable {
    public let bytes: [UInt8]

    public static let byteCount = 64

    /// Nil unless there are 64 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }
}

extension Signature64: BincodeCodable {
    public static var minimumEncodedSize: Int { byteCount }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        bytes = try reader.readRaw(Self.byteCount)
    }

    public func encode(to writer: inout BincodeWriter) { writer.writeRaw(bytes) }
}
