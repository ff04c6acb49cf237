/// A masternode as upstream's registry keeps it (`chain-data §3.3`).
public struct Masternode: Hashable, Sendable {
    /// A bare ip, or `ip:port` where it was registered on the chain.
    public var address: String
    public var walletAddress: String
    public var rewardAddress: String
    public var collateral: Amount
    public var collateralOutpoint: OutPoint?
    public var lockedAt: UnixTime
    public var unlockHeight: Height?
    public var publicKey: VerifyingKey
    public var tier: MasternodeTier
    public var registeredAt: UnixTime
    /// `noSlot` if it has none.
    public var slotID: UInt32

    public static let noSlot = UInt32.max

    public init(
        address: String, walletAddress: String, rewardAddress: String, collateral: Amount,
        collateralOutpoint: OutPoint?, lockedAt: UnixTime, unlockHeight: Height?, publicKey: VerifyingKey,
        tier: MasternodeTier, registeredAt: UnixTime, slotID: UInt32 = Self.noSlot
    ) {
        self.address = address
        self.walletAddress = walletAddress
        self.rewardAddress = rewardAddress
        self.collateral = collateral
        self.collateralOutpoint = collateralOutpoint
        self.lockedAt = lockedAt
        self.unlockHeight = unlockHeight
        self.publicKey = publicKey
        self.tier = tier
        self.registeredAt = registeredAt
        self.slotID = slotID
    }
}

extension Masternode: BincodeCodable {
    public static var minimumEncodedSize: Int { 3 * 8 + 8 + 1 + 8 + 1 + 40 + 4 + 8 + 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        address = try reader.read()
        walletAddress = try reader.read()
        rewardAddress = try reader.read()
        collateral = try reader.read()
        collateralOutpoint = try reader.read()
        lockedAt = try reader.read()
        unlockHeight = try reader.read()
        publicKey = try reader.read()
        tier = try reader.read()
        registeredAt = try reader.read()
        slotID = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(
            address, walletAddress, rewardAddress, collateral, collateralOutpoint, lockedAt, unlockHeight, publicKey,
            tier, registeredAt, slotID)
    }
}
