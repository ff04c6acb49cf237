public import TimeModel

// MARK: Bans, and taking back

extension WhitelistEdit {
    /// Keeps an address or a range out. An operator's ban beats every whitelist entry (`policy §1`).
    ///
    /// - Parameter expires: nil: until it is lifted.
    public mutating func ban(_ prefix: AddressPrefix, reason: String, expires: UnixTime? = nil) throws {
        try checkWidth(prefix)
        try checkDeadline(expires)
        let before = try rows.bans(of: prefix).first { $0.origin == .manual }
        var after = Ban(
            prefix: prefix, origin: .manual, reason: reason.shortened, created: now, expires: expires, decidedBy: actor)
        if let before {
            after.created = before.created
            after.decidedBy = before.decidedBy
            if after == before { return }
            after.decidedBy = actor
        }
        try put(.ban, before: before, after: after, reason: reason)
    }

    /// Lifts the bans of exactly this address or range, the node's own among them.
    public mutating func unban(_ prefix: AddressPrefix, reason: String) throws {
        let bans = try rows.bans(of: prefix)
        guard !bans.isEmpty else { throw WhitelistRefusal.notBanned(prefix) }
        let liftable = bans.filter { $0.origin != .config }
        guard !liftable.isEmpty else { throw WhitelistRefusal.configured(prefix) }
        for ban in liftable { try put(.unban, before: ban, after: nil, reason: reason) }
    }

    /// Bans an address for what it did, unless it is whitelisted: then it is only recorded.
    ///
    /// - Returns: whether it is banned.
    @discardableResult
    public mutating func banAutomatically(
        _ address: PeerAddress, reason: String, evidence: String, expires: UnixTime
    ) throws -> Bool {
        let prefix = AddressPrefix(address)
        let before = try rows.bans(of: prefix).first { $0.origin == .automatic }
        let after = Ban(
            prefix: prefix, origin: .automatic, reason: reason.shortened, evidence: evidence.shortened, created: now,
            expires: expires, decidedBy: actor)
        let table = TrustTable(
            entries: try rows.entries(covering: prefix), bans: [after], revision: 0, at: now)
        guard table.standing(of: address).isBanned else {
            changes.append(
                WhitelistChange(
                    action: .wouldBan, subject: prefix, before: nil, after: nil,
                    reason: "\(reason): \(evidence)".shortened))
            return false
        }
        try put(.ban, before: before, after: after, reason: reason)
        return true
    }

    /// Puts back what a record changed, if nobody has decided about the same row since.
    public mutating func undo(_ id: Int64, reason: String) throws {
        let log = AuditLog(database: rows.database)
        guard let record = try log.record(id) else { throw WhitelistRefusal.noSuchRecord(id) }
        let change = record.change
        guard let row = change.after ?? change.before else { throw WhitelistRefusal.nothingToUndo(id) }
        let present = try self.present(like: row)
        guard row.isSameDecision(change.after, present) else {
            let later = try log.records(after: id, about: change.subject)
                .last { ($0.change.after ?? $0.change.before)?.hasKey(of: row) ?? false }
            throw WhitelistRefusal.decidedSince(id, by: later?.id ?? id)
        }
        if case .entry(let entry)? = change.before, entry.isTrusted(at: now),
            let ban = try bansInForce(covering: entry.prefix).first
        {
            throw WhitelistRefusal.banned(entry.prefix, by: ban)
        }
        try put(.undo, before: present, after: change.before, reason: "\(reason) (undoes record \(id))")
    }

    private func present(like row: WhitelistRow) throws -> WhitelistRow? {
        switch row {
        case .entry(let entry): try rows.entry(entry.prefix, entry.source).map(WhitelistRow.entry)
        case .ban(let ban): try rows.bans(of: ban.prefix).first { $0.origin == ban.origin }.map(WhitelistRow.ban)
        }
    }
}

extension WhitelistRow {
    /// Whether two rows of this one's key hold the same decision.
    func isSameDecision(_ one: WhitelistRow?, _ other: WhitelistRow?) -> Bool {
        switch (one, other) {
        case (nil, nil): true
        case (.entry(let one), .entry(let other)): one.isSameDecision(as: other)
        case (.ban(let one), .ban(let other)): one == other
        default: false
        }
    }

    func hasKey(of other: WhitelistRow) -> Bool {
        switch (self, other) {
        case (.entry(let one), .entry(let other)): one.prefix == other.prefix && one.source == other.source
        case (.ban(let one), .ban(let other)): one.prefix == other.prefix && one.origin == other.origin
        default: false
        }
    }
}
