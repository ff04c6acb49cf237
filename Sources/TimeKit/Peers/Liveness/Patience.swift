/// How long a peer may be silent, and what then (`policy §2`).
public struct Patience: Hashable, Sendable {
    /// Without a pong for this long a ping is missed.
    public let missedAfter: Duration
    /// Missed in a row until the verdict.
    public let misses: Int
    /// Whether the verdict ends the session. A kept peer's never does.
    public let closes: Bool
    /// Between two looks at what was missed.
    let checkInterval: Duration

    /// - Parameters:
    ///   - isKept: The peer has the permission `keep`.
    ///   - extendsPatience: False if `DISABLE_WHITELIST_EXTENSION` is set: then all peers are treated alike.
    public init(isKept: Bool, extendsPatience: Bool = true, times: LivenessTimes = .standard) {
        let isExtended = isKept && extendsPatience
        missedAfter = isExtended ? times.missedAfterForKeptPeers : times.missedAfter
        checkInterval = min(PeersLimits.livenessCheckInterval, missedAfter)
        misses = isExtended ? PeersLimits.missedPingsForKeptPeers : PeersLimits.missedPings
        closes = !isExtended
    }

    public static let regular = Patience(isKept: false)
    public static let kept = Patience(isKept: true)
}
