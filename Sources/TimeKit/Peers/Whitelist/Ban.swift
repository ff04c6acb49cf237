public import TimeModel

/// Who wants an address kept out.
public enum BanOrigin: String, Hashable, Sendable, CaseIterable, Comparable {
    /// `tc-whitelist ban`
    case manual
    /// `banned_peers`, `banned_subnets` or `ban` of the configuration.
    case config
    /// The node itself, for what the peer did; always for a limited time.
    case automatic

    /// Whether an operator set it, which beats every whitelist entry.
    public var isOperators: Bool { self != .automatic }

    /// The node's own first, then the operator's; of several bans on an address the greatest counts.
    public static func < (left: BanOrigin, right: BanOrigin) -> Bool {
        left.isOperators == right.isOperators ? left == .config && right == .manual : right.isOperators
    }
}

/// An address, or a range of them, that gets no session.
public struct Ban: Hashable, Sendable {
    public let prefix: AddressPrefix
    public let origin: BanOrigin
    public var reason: String
    /// What was observed.
    public var evidence: String?
    public var created: UnixTime
    /// Nil: until it is lifted.
    public var expires: UnixTime?
    public var decidedBy: String

    public init(
        prefix: AddressPrefix, origin: BanOrigin, reason: String, evidence: String? = nil, created: UnixTime,
        expires: UnixTime? = nil, decidedBy: String
    ) {
        self.prefix = prefix
        self.origin = origin
        self.reason = reason
        self.evidence = evidence
        self.created = created
        self.expires = expires
        self.decidedBy = decidedBy
    }

    public func isInForce(at time: UnixTime) -> Bool { expires.map { $0 > time } ?? true }
}
