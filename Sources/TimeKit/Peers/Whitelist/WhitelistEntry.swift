public import TimeModel

/// One source's word about one address, or about a range of them (`policy §1`).
public struct WhitelistEntry: Hashable, Sendable {
    /// A range only in manual and imported entries.
    public let prefix: AddressPrefix
    public let source: WhitelistSource
    public var state: WhitelistState
    public var permissions: WhitelistPermissions
    /// Of a masternode, as far as known.
    public var tier: MasternodeTier?
    /// Why it is in the list.
    public var reason: String
    public var note: String?
    public var created: UnixTime
    /// When it was last decided about.
    public var updated: UnixTime
    /// The end that was set for it; entries without one may still expire by not being seen.
    public var deadline: UnixTime?
    /// Who decided its state; nil: the policy.
    public var decidedBy: String?
    /// The last completed handshake. No decision, so it isn't part of the audit log.
    public var lastSeen: UnixTime?

    public init(
        prefix: AddressPrefix, source: WhitelistSource, state: WhitelistState, permissions: WhitelistPermissions,
        tier: MasternodeTier? = nil, reason: String, note: String? = nil, created: UnixTime, updated: UnixTime,
        deadline: UnixTime? = nil, decidedBy: String? = nil, lastSeen: UnixTime? = nil
    ) {
        self.prefix = prefix
        self.source = source
        self.state = state
        self.permissions = permissions
        self.tier = tier
        self.reason = reason
        self.note = note
        self.created = created
        self.updated = updated
        self.deadline = deadline
        self.decidedBy = decidedBy
        self.lastSeen = lastSeen
    }

    /// When it expires unless something happens: its deadline, or for an automatic entry a week after it was last seen
    /// online or decided about. Nil: never.
    public var expires: UnixTime? {
        if let deadline { return deadline }
        guard source.isAutomatic else { return nil }
        let latest = max(updated, lastSeen ?? updated)
        return latest.advanced(bySeconds: PeersLimits.automaticEntryLifetime.components.seconds)
    }

    /// Whether it counts at `time`.
    public func isTrusted(at time: UnixTime) -> Bool { state == .approved && (expires.map { $0 > time } ?? true) }

    /// Its state as it counts at `time`, whether or not the expiry pass has been.
    public func state(at time: UnixTime) -> WhitelistState { isOverdue(at: time) ? .expired : state }

    /// Whether the expiry pass is to take it out.
    func isOverdue(at time: UnixTime) -> Bool {
        (state == .approved || state == .pending) && (expires.map { $0 <= time } ?? false)
    }

    /// The same decision, whenever it was seen.
    func isSameDecision(as other: WhitelistEntry) -> Bool {
        var other = other
        other.lastSeen = lastSeen
        return self == other
    }
}
