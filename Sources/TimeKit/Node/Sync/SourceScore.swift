public import TimeModel
public import TimePeers

/// What makes a peer a good source of blocks, part by part, so that the choice can be explained (`policy §5`).
public struct SourceScore: Hashable, Sendable {
    /// A whitelisted peer with the `sync` permission.
    public let isWhitelisted: Bool
    public let isMasternode: Bool
    public let health: PeerHealth
    /// From 0, always failed, to 1, never did.
    public let reliability: Double
    /// The median of its pongs; nil before the first.
    public let roundTrip: Duration?
    public let tip: Height

    public init(
        isWhitelisted: Bool = false, isMasternode: Bool = false, health: PeerHealth = .responsive,
        reliability: Double = 0.5, roundTrip: Duration? = nil, tip: Height = .genesis
    ) {
        self.isWhitelisted = isWhitelisted
        self.isMasternode = isMasternode
        self.health = health
        self.reliability = reliability
        self.roundTrip = roundTrip
        self.tip = tip
    }

    /// Trust goes before health, that before experience, and speed comes last. Of two scores that differ by less than what
    /// counts, neither is better.
    public func isBetter(than other: SourceScore) -> Bool {
        if isWhitelisted != other.isWhitelisted { return isWhitelisted }
        if health != other.health { return health > other.health }
        if isMasternode != other.isMasternode { return isMasternode }
        if reliabilityGrade != other.reliabilityGrade { return reliabilityGrade > other.reliabilityGrade }
        let roundTrips = (roundTrip ?? NodeLimits.unknownRoundTrip, other.roundTrip ?? NodeLimits.unknownRoundTrip)
        return roundTrips.0 != roundTrips.1 ? roundTrips.0 < roundTrips.1 : tip > other.tip
    }

    /// In tenths: less is chance.
    private var reliabilityGrade: Int { Int(reliability * 10) }
}
