/// An unspent output as peers exchange it (`wire §6`).
public struct UTXO: Hashable, Sendable {
    public var outpoint: OutPoint
    public var value: Amount
    public var scriptPubkey: [UInt8]
    public var address: String
    /// Hexadecimal; only masternode collateral ever had one.
    public var masternodeKey: String?

    public init(outpoint: OutPoint, value: Amount, scriptPubkey: [UInt8], address: String, masternodeKey: String?) {
        self.outpoint = outpoint
        self.value = value
        self.scriptPubkey = scriptPubkey
        self.address = address
        self.masternodeKey = masternodeKey
    }
}

extension UTXO: BincodeCodable {
    public static var minimumEncodedSize: Int { 36 + 3 * 8 + 1 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        outpoint = try reader.read()
        value = try reader.read()
        scriptPubkey = try reader.read()
        address = try reader.read()
        masternodeKey = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(outpoint, value, scriptPubkey, address, masternodeKey)
    }
}
