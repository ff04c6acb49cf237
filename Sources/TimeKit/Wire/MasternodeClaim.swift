public import TimeModel

/// What an announcement of the second to the fourth version says of a masternode (`wire §5.5`). Unverified.
public struct MasternodeClaim: Hashable, Sendable {
    public var announcement: MasternodeAnnouncement
    public var collateral: OutPoint?
    /// Zero if the announcement doesn't say.
    public var startedAt: UnixTime
    /// Empty if there is none.
    public var proof: [UInt8]

    public init(
        _ announcement: MasternodeAnnouncement, collateral: OutPoint? = nil, startedAt: UnixTime = UnixTime(0),
        proof: [UInt8] = []
    ) {
        self.announcement = announcement
        self.collateral = collateral
        self.startedAt = startedAt
        self.proof = proof
    }

    /// Nil for any other message; the first version is ignored by everybody.
    public init?(_ message: Message) {
        switch message {
        case .masternodeAnnouncementV2(let announcement, let collateral):
            self.init(announcement, collateral: collateral)
        case .masternodeAnnouncementV3(let announcement, let collateral, _, let startedAt):
            self.init(announcement, collateral: collateral, startedAt: startedAt)
        case .masternodeAnnouncementV4(let announcement, let collateral, _, let startedAt, let proof):
            self.init(announcement, collateral: collateral, startedAt: startedAt, proof: proof)
        default: return nil
        }
    }

    /// Whether the peer says this of itself. Of others it is hearsay.
    public func isDirect(from peer: PeerAddress) -> Bool {
        announcement.address.utf8.elementsEqual(peer.description.utf8)
    }

    /// As it is passed on: without a certificate.
    public var relayed: Message {
        proof.isEmpty
            ? .masternodeAnnouncementV3(announcement, collateral: collateral, certificate: [], startedAt: startedAt)
            : .masternodeAnnouncementV4(
                announcement, collateral: collateral, certificate: [], startedAt: startedAt, collateralProof: proof)
    }
}
