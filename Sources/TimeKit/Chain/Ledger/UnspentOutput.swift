public import TimeModel

/// An output that no block has spent, and the block that created it.
public struct UnspentOutput: Hashable, Sendable {
    public let value: Amount
    /// Normally the ASCII bytes of an address; any bytes are accepted.
    public let scriptPubkey: [UInt8]
    public let height: Height

    public init(value: Amount, scriptPubkey: [UInt8], height: Height) {
        self.value = value
        self.scriptPubkey = scriptPubkey
        self.height = height
    }
}

extension UnspentOutput: BincodeCodable {
    public static var minimumEncodedSize: Int { 3 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        value = try reader.read()
        scriptPubkey = try reader.readBytes()
        height = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(value)
        writer.write(scriptPubkey)
        writer.write(height)
    }
}
