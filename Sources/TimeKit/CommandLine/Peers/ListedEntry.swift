public import TimeModel
public import TimePeers

/// An entry of the whitelist as it counts now, for tables and JSON.
public struct ListedEntry: Encodable, Hashable, Sendable {
    /// In the state that it has now, whether or not the expiry pass has been.
    public let entry: WhitelistEntry
    /// Who banned the address; the entry doesn't count for as long as that is an operator.
    public let bannedBy: BanOrigin?

    public init(_ entry: WhitelistEntry, bans: BanIndex, at now: UnixTime) {
        var current = entry
        current.state = entry.state(at: now)
        self.entry = current
        bannedBy = bans.ban(on: entry.prefix)?.origin
    }

    private enum Key: String, CodingKey {
        case bannedBy = "banned_by"
    }

    /// The entry's members, with `banned_by` if there is a ban.
    public func encode(to encoder: any Encoder) throws {
        try entry.encode(to: encoder)
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encodeIfPresent(bannedBy?.rawValue, forKey: .bannedBy)
    }
}

/// Entries as a table for people.
public struct EntryTable: Sendable {
    public let lines: [String]

    /// - Parameter columns: The terminal's; nil: nothing is cut.
    public init(_ entries: [ListedEntry], at now: UnixTime, columns: Int? = nil) {
        guard !entries.isEmpty else {
            lines = []
            return
        }
        let head = ["ADDRESS", "STATE", "SOURCE", "ALLOWS", "EXPIRES", "SEEN", "REASON"]
        let rows = entries.map { listed in
            let entry = listed.entry
            return [
                entry.prefix.description,
                listed.bannedBy.map { $0.isOperators || entry.state != .approved } ?? false
                    ? "\(entry.state.rawValue), banned" : entry.state.rawValue,
                entry.source.rawValue, entry.permissions == .all ? "all" : entry.permissions.description,
                TimeText.end(entry.expires, at: now), TimeText.ago(entry.lastSeen, at: now),
                (entry.note.map { "\(entry.reason) (\($0))" } ?? entry.reason).printable,
            ]
        }
        lines = TextTable([head] + rows, columns: columns).lines
    }
}

/// Bans as a table for people.
public struct BanTable: Sendable {
    public let lines: [String]

    public init(_ bans: [Ban], at now: UnixTime, columns: Int? = nil) {
        guard !bans.isEmpty else {
            lines = []
            return
        }
        let rows = bans.map { ban in
            [
                ban.prefix.description, ban.origin.rawValue, TimeText.end(ban.expires, at: now),
                ban.decidedBy.printable,
                (ban.evidence.map { "\(ban.reason): \($0)" } ?? ban.reason).printable,
            ]
        }
        lines = TextTable([["ADDRESS", "ORIGIN", "EXPIRES", "BY", "REASON"]] + rows, columns: columns).lines
    }
}

/// Audit records as a table for people.
public struct AuditTable: Sendable {
    public let lines: [String]

    public init(_ records: [AuditRecord], columns: Int? = nil) {
        guard !records.isEmpty else {
            lines = []
            return
        }
        let rows = records.map {
            ["\($0.id)", $0.time.text, $0.actor.printable, ChangeReport.line($0.change)]
        }
        lines = TextTable([["ID", "TIME", "BY", "WHAT"]] + rows, columns: columns).lines
    }
}

/// Points in time as people ask for them: how long until then, how long since.
package enum TimeText {
    package static func end(_ time: UnixTime?, at now: UnixTime) -> String {
        guard let time else { return "never" }
        return time <= now ? "over" : Quantity.duration(.seconds(time.seconds(since: now)))
    }

    package static func ago(_ time: UnixTime?, at now: UnixTime) -> String {
        time.map { Quantity.duration(.seconds(max(0, now.seconds(since: $0)))) + " ago" } ?? "-"
    }
}
