public import TimeModel
public import TimePeers

/// What a probe is to do.
public struct ProbePlan: Hashable, Sendable {
    public var target: ProbeTarget
    public var network: NetworkParameters.Network
    /// Announced in the handshake.
    public var buildNumber: UInt32
    /// Pings to send; nil: until it is stopped.
    public var count: Int?
    /// From one ping to the next; at least `shortestInterval`.
    public var interval: Duration
    /// From the start to the peer's tip, and from the last ping to its pong.
    public var patience: Duration
    /// Where the nonces of the pings come from.
    public var seed: UInt64

    public static let shortestInterval = NodeLimits.shortestProbeInterval
    public static let usualPatience = NodeLimits.probePatience
    /// Between two sessions with one peer.
    public static let redial = NodeLimits.probeRedial

    public init(
        _ target: ProbeTarget, network: NetworkParameters.Network, buildNumber: UInt32, count: Int? = 1,
        interval: Duration = shortestInterval, patience: Duration = usualPatience, seed: UInt64
    ) {
        self.target = target
        self.network = network
        self.buildNumber = buildNumber
        self.count = count
        self.interval = max(interval, Self.shortestInterval)
        self.patience = patience
        self.seed = seed
    }
}

/// Nonces that a recording can be replayed with (SplitMix64).
struct ProbeNonces: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
