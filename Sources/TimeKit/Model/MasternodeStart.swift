/// When a masternode started, as gossip has it (`wire §5.5`).
public struct MasternodeStart: Hashable, Sendable {
    public var address: String
    public var startedAt: UnixTime

    public init(address: String, startedAt: UnixTime) {
        self.address = address
        self.startedAt = startedAt
    }
}

extension MasternodeStart: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        address = try reader.read()
        startedAt = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(address, startedAt)
    }
}
