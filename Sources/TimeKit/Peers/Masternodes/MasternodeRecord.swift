public import TimeModel

/// What is known of one masternode.
public struct MasternodeRecord: Hashable, Sendable {
    /// How we know of it, the best first.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// It told us itself, from its own address.
        case direct
        /// A peer passed its announcement on.
        case relayed
        /// It stood in a peer's list.
        case listed
    }

    public let address: PeerAddress
    public var rewardAddress: String
    public var publicKey: VerifyingKey
    public var claimedTier: MasternodeTier
    /// Backed by an output of our chain that it holds; `free` without one.
    public var provenTier: MasternodeTier
    /// The output that it says backs its tier.
    public var collateral: OutPoint?
    /// Showed a valid signature of the collateral's owner.
    public var hasProof: Bool
    public var source: Source
    public let firstSeen: UnixTime
    /// When a message last came from it; nil if none ever did.
    public var lastSeen: UnixTime?
    /// Has a session with us and isn't silent. No store keeps this.
    public var isActive: Bool

    public init(
        address: PeerAddress, rewardAddress: String, publicKey: VerifyingKey, claimedTier: MasternodeTier,
        provenTier: MasternodeTier = .free, collateral: OutPoint? = nil, hasProof: Bool = false, source: Source,
        firstSeen: UnixTime, lastSeen: UnixTime? = nil, isActive: Bool = false
    ) {
        self.address = address
        self.rewardAddress = rewardAddress
        self.publicKey = publicKey
        self.claimedTier = claimedTier
        self.provenTier = provenTier
        self.collateral = collateral
        self.hasProof = hasProof
        self.source = source
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.isActive = isActive
    }

    /// Known from others only.
    public var isHearsay: Bool { source != .direct }

    /// Said so itself, and holds a collateral of our chain: anybody can be a free one, or say anything of others.
    public var isRegistered: Bool { source == .direct && provenTier > .free }
}
