/// One peer as another peer knows it (`wire §6`).
public struct PeerExchangeEntry: Hashable, Sendable {
    /// A bare ip.
    public var address: String
    /// 65535 if unknown.
    public var connectionCount: UInt16
    public var isMasternode: Bool
    public var tier: MasternodeTier?

    public init(address: String, connectionCount: UInt16, isMasternode: Bool, tier: MasternodeTier?) {
        self.address = address
        self.connectionCount = connectionCount
        self.isMasternode = isMasternode
        self.tier = tier
    }
}

extension PeerExchangeEntry: BincodeCodable {
    public static var minimumEncodedSize: Int { 8 + 2 + 2 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        address = try reader.read()
        connectionCount = try reader.read()
        isMasternode = try reader.read()
        tier = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(address, connectionCount, isMasternode, tier)
    }
}
