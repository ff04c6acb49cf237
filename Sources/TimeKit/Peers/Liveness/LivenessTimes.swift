/// How often peers are pinged, and how long a pong may take (`policy §2`). The standard is the policy's; others are for
/// trying out what happens.
public struct LivenessTimes: Hashable, Sendable {
    public var pingInterval: Duration
    /// Without a pong for this long a ping is missed.
    public var missedAfter: Duration
    /// The same for peers that are kept.
    public var missedAfterForKeptPeers: Duration

    public init(
        pingInterval: Duration? = nil, missedAfter: Duration? = nil, missedAfterForKeptPeers: Duration? = nil
    ) {
        self.pingInterval = pingInterval ?? PeersLimits.pingInterval
        self.missedAfter = missedAfter ?? PeersLimits.missedPingAfter
        self.missedAfterForKeptPeers = missedAfterForKeptPeers ?? PeersLimits.missedPingAfterForKeptPeers
    }

    public static let standard = LivenessTimes()
}
