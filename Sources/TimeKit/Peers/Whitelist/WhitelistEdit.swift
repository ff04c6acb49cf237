public import TimeModel

/// The changes of one transaction. What is ordered later sees what was ordered before.
///
/// Every method throws `WhitelistRefusal` when it may not be, and does nothing when nothing would change.
public struct WhitelistEdit {
    let rows: WhitelistRows
    public let now: UnixTime
    let actor: String
    public internal(set) var changes: [WhitelistChange] = []
    /// Whether something is to be kept that is no change.
    private(set) var hasMemories = false

    init(rows: WhitelistRows, now: UnixTime, actor: String) {
        self.rows = rows
        self.now = now
        self.actor = actor
    }

    /// Puts `after` in the place of `before`, which has the same key, and notes it.
    mutating func put(
        _ action: WhitelistAction, before: WhitelistRow?, after: WhitelistRow?, reason: String
    ) throws {
        guard let subject = (after ?? before)?.prefix else { return }
        if let after { try after.store(rows.database) } else { try before?.remove(rows.database) }
        changes.append(
            WhitelistChange(
                action: action, subject: subject, before: before, after: after, reason: reason.shortened))
    }

    mutating func put(
        _ action: WhitelistAction, before: WhitelistEntry?, after: WhitelistEntry?, reason: String
    ) throws {
        try put(action, before: before.map(WhitelistRow.entry), after: after.map(WhitelistRow.entry), reason: reason)
    }

    mutating func put(_ action: WhitelistAction, before: Ban?, after: Ban?, reason: String) throws {
        try put(action, before: before.map(WhitelistRow.ban), after: after.map(WhitelistRow.ban), reason: reason)
    }

    /// The last audit record's number before these changes.
    public func revision() throws -> Int64 { try AuditLog(database: rows.database).head().id }

    /// Keeps a server's list as the last good one.
    mutating func remember(_ list: KnownPeerList) throws {
        try rows.store(list)
        hasMemories = true
    }

    func bansInForce(covering prefix: AddressPrefix) throws -> [Ban] {
        try rows.bans(covering: prefix).filter { $0.isInForce(at: now) }
    }

    func checkWidth(_ prefix: AddressPrefix) throws {
        guard prefix.length >= PeersLimits.widestRange else { throw WhitelistRefusal.rangeTooWide(prefix) }
    }

    func checkDeadline(_ deadline: UnixTime?) throws {
        guard let deadline else { return }
        guard deadline > now else { throw WhitelistRefusal.deadlineOver(deadline) }
        guard deadline <= now.advanced(bySeconds: PeersLimits.furthestDeadline.components.seconds) else {
            throw WhitelistRefusal.deadlineTooFar(deadline)
        }
    }
}

extension String {
    /// On one line, without what a terminal or SQLite takes for more than text, and no longer than a stored text may be.
    var shortened: String {
        let scalars = unicodeScalars.split(whereSeparator: \.isControl)
        let line = scalars.map { String($0) }.joined(separator: " ")
        guard line.utf8.count > PeersLimits.textLength else { return line }
        // Not by characters: one may be of any length.
        var end = line.utf8.index(line.startIndex, offsetBy: PeersLimits.textLength)
        while end > line.startIndex, end.samePosition(in: line.unicodeScalars) == nil {
            end = line.utf8.index(before: end)
        }
        return String(line[..<end])
    }
}

// MARK: What an operator decides

extension WhitelistEdit {
    /// Trusts an address or a range (`tc-whitelist add`).
    ///
    /// - Parameter liftsBans: whether bans that hold it are lifted. Otherwise they are a refusal.
    public mutating func add(
        _ prefix: AddressPrefix, permissions: WhitelistPermissions = .all, reason: String, note: String? = nil,
        deadline: UnixTime? = nil, liftsBans: Bool = false
    ) throws {
        try checkWidth(prefix)
        try checkDeadline(deadline)
        for ban in try bansInForce(covering: prefix) {
            guard liftsBans, ban.origin != .config else { throw WhitelistRefusal.banned(prefix, by: ban) }
            try put(.unban, before: ban, after: nil, reason: "lifted for \(prefix)")
        }
        let before = try rows.entry(prefix, .manual)
        var after = WhitelistEntry(
            prefix: prefix, source: .manual, state: .approved, permissions: permissions, tier: before?.tier,
            reason: reason.shortened, note: note?.shortened, created: before?.created ?? now, updated: now,
            deadline: deadline, decidedBy: actor)
        if let before {
            // The same word again changes nothing.
            after.updated = before.updated
            after.decidedBy = before.decidedBy
            if after.isSameDecision(as: before) { return }
            after.updated = now
            after.decidedBy = actor
        }
        try put(.add, before: before, after: after, reason: reason)
    }

    /// Takes the trust back, whatever its sources (`tc-whitelist remove`).
    public mutating func revoke(_ prefix: AddressPrefix, reason: String) throws {
        let entries = try rows.entries(of: prefix)
        guard !entries.isEmpty else { throw WhitelistRefusal.unknown(prefix) }
        for entry in entries where !entry.state.isRefusal { try decide(.revoke, .revoked, entry, reason) }
    }

    /// Approves what is pending for an address, and what was rejected or has expired.
    public mutating func approve(_ prefix: AddressPrefix, reason: String) throws {
        let entries = try rows.entries(of: prefix).filter { [.pending, .rejected, .expired].contains($0.state) }
        guard !entries.isEmpty else { throw WhitelistRefusal.notPending(prefix) }
        if let ban = try bansInForce(covering: prefix).first { throw WhitelistRefusal.banned(prefix, by: ban) }
        for entry in entries { try decide(.approve, .approved, entry, reason) }
    }

    /// Rejects what is pending for an address.
    public mutating func reject(_ prefix: AddressPrefix, reason: String) throws {
        let entries = try rows.entries(of: prefix).filter { $0.state == .pending }
        guard !entries.isEmpty else { throw WhitelistRefusal.notPending(prefix) }
        for entry in entries { try decide(.reject, .rejected, entry, reason) }
    }

    /// Deletes entries in one of `states` that were decided about before `time`. What was refused is forgotten with it.
    public mutating func prune(_ states: Set<WhitelistState>, before time: UnixTime, reason: String) throws {
        for entry in try rows.allEntries() where states.contains(entry.state) && entry.updated < time {
            try put(.prune, before: entry, after: nil, reason: reason)
        }
    }

    private mutating func decide(
        _ action: WhitelistAction, _ state: WhitelistState, _ before: WhitelistEntry, _ reason: String
    ) throws {
        var after = before
        after.state = state
        after.updated = now
        after.decidedBy = actor
        // A deadline that is over would take the approval away again.
        if state == .approved, let deadline = after.deadline, deadline <= now { after.deadline = nil }
        try put(action, before: before, after: after, reason: reason)
    }
}

extension WhitelistEdit {
    /// The addresses and ranges that wait for a decision.
    public func pending() throws -> [AddressPrefix] {
        var seen: Set<AddressPrefix> = []
        return try rows.allEntries().filter { $0.state(at: now) == .pending }.map(\.prefix)
            .filter { seen.insert($0).inserted }
    }
}
