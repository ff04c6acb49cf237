public import TimeModel

/// What was done to an entry or a ban; the audit log's word for it.
public enum WhitelistAction: String, Hashable, Sendable, CaseIterable {
    case add, propose, configure, unconfigure, `import`, approve, reject, revoke, expire, update, prune, undo
    case ban, unban, lapse
    /// An automatic ban that a whitelist entry kept away (`policy §1`).
    case wouldBan = "would-ban"
}

/// One row as it is before or after a change.
public enum WhitelistRow: Hashable, Sendable {
    case entry(WhitelistEntry)
    case ban(Ban)
}

/// One change of one row, as the audit log keeps it.
public struct WhitelistChange: Hashable, Sendable {
    public let action: WhitelistAction
    public let subject: AddressPrefix
    /// Nil: there was no such row.
    public let before: WhitelistRow?
    /// Nil: there is no such row any more.
    public let after: WhitelistRow?
    public let reason: String
}

/// A change with who made it and when; a link of the chain (`policy §1`).
public struct AuditRecord: Hashable, Sendable {
    /// From 1, without gaps.
    public let id: Int64
    public let time: UnixTime
    /// The program, and the user who ran it.
    public let actor: String
    public let change: WhitelistChange
    /// SHA-256 over the hash before it and the record.
    public let hash: Hash256
}
