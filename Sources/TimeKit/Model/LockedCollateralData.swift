/// An output that a masternode has locked as its collateral (`wire §6`).
public struct LockedCollateralData: Hashable, Sendable {
    public var outpoint: OutPoint
    public var masternodeAddress: String
    public var lockHeight: Height
    public var lockedAt: UnixTime
    public var amount: Amount

    public init(outpoint: OutPoint, masternodeAddress: String, lockHeight: Height, lockedAt: UnixTime, amount: Amount) {
        self.outpoint = outpoint
        self.masternodeAddress = masternodeAddress
        self.lockHeight = lockHeight
        self.lockedAt = lockedAt
        self.amount = amount
    }
}

extension LockedCollateralData: BincodeCodable {
    public static var minimumEncodedSize: Int { 36 + 4 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        outpoint = try reader.read()
        masternodeAddress = try reader.read()
        lockHeight = try reader.read()
        lockedAt = try reader.read()
        amount = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(outpoint, masternodeAddress, lockHeight, lockedAt, amount)
    }
}
