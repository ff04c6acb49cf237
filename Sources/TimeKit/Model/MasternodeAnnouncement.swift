/// What every version of a masternode's announcement begins with (`wire §5.5`).
public struct MasternodeAnnouncement: Hashable, Sendable {
    /// A bare ip.
    public var address: String
    public var rewardAddress: String
    public var tier: MasternodeTier
    public var publicKey: VerifyingKey

    public init(address: String, rewardAddress: String, tier: MasternodeTier, publicKey: VerifyingKey) {
        self.address = address
        self.rewardAddress = rewardAddress
        self.tier = tier
        self.publicKey = publicKey
    }
}

extension MasternodeAnnouncement: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 8 + 4 + 40 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        address = try reader.read()
        rewardAddress = try reader.read()
        tier = try reader.read()
        publicKey = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(address, rewardAddress, tier, publicKey)
    }
}
