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
}

extension SourceScore: Comparable {
    /// The better source is the greater. Trust goes before health, that before experience, and speed comes last.
    public static func < (left: SourceScore, right: SourceScore) -> Bool {
        if left.isWhitelisted != right.isWhitelisted { return right.isWhitelisted }
        if left.health != right.health { return left.health < right.health }
        if left.isMasternode != right.isMasternode { return right.isMasternode }
        if left.reliabilityGrade != right.reliabilityGrade { return left.reliabilityGrade < right.reliabilityGrade }
        let roundTrips = (left.roundTrip ?? NodeLimits.unknownRoundTrip, right.roundTrip ?? NodeLimits.unknownRoundTrip)
        return roundTrips.0 != roundTrips.1 ? roundTrips.0 > roundTrips.1 : left.tip < right.tip
    }

    /// In tenths: less is chance.
    private var reliabilityGrade: Int { Int(reliability * 10) }
}
