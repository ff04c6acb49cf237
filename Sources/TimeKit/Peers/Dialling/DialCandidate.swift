public import TimeModel

/// A peer that may be dialled.
public struct DialCandidate: Hashable, Sendable {
    /// How much we want a session with it, the most first (`policy §3`).
    public enum Kind: Int, Hashable, Sendable, CaseIterable, Comparable {
        /// Has the permission `keep`, or is configured: dialled whoever ranks higher.
        case kept
        case masternode
        case other

        public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    public let endpoint: PeerEndpoint
    public let kind: Kind

    public init(_ endpoint: PeerEndpoint, _ kind: Kind) {
        self.endpoint = endpoint
        self.kind = kind
    }
}
