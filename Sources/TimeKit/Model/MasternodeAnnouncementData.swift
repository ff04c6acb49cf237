/// One masternode of a peer's list (`wire §6`).
public struct MasternodeAnnouncementData: Hashable, Sendable {
    public var announcement: MasternodeAnnouncement
    public var collateralOutpoint: OutPoint?
    public var registeredAt: UnixTime

    public init(announcement: MasternodeAnnouncement, collateralOutpoint: OutPoint?, registeredAt: UnixTime) {
        self.announcement = announcement
        self.collateralOutpoint = collateralOutpoint
        self.registeredAt = registeredAt
    }
}

extension MasternodeAnnouncementData: BincodeCodable {
    public static var minimumEncodedSize: Int { MasternodeAnnouncement.minimumEncodedSize + 1 + 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        announcement = try reader.read()
        collateralOutpoint = try reader.read()
        registeredAt = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(announcement, collateralOutpoint, registeredAt)
    }
}
