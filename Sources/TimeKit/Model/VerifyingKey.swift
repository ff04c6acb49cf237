/// An Ed25519 public key whose point decompresses, as bincode demands of one (`wire §4`).
public struct VerifyingKey: Hashable, Sendable {
    public let rawRepresentation: Hash256

    /// Nil if the 32 bytes are not a point of the curve.
    public init?(_ rawRepresentation: Hash256) {
        guard EdwardsPoint.decompresses(rawRepresentation) else { return nil }
        self.rawRepresentation = rawRepresentation
    }
}

extension VerifyingKey: CustomStringConvertible {
    public var description: String { rawRepresentation.description }
}

/// A u64 length of 32, then the bytes: 40 in all.
extension VerifyingKey: BincodeCodable {
    public static var minimumEncodedSize: Int { 40 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        let start = reader.offset
        let bytes = try reader.readBytes()
        guard let raw = Hash256(bytes), let key = VerifyingKey(raw) else {
            throw BincodeError(.invalidValue, at: start)
        }
        self = key
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(UInt64(Hash256.byteCount))
        writer.write(rawRepresentation)
    }
}
