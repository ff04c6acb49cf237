public import TimeModel

// MARK: What comes without an operator's word

extension WhitelistEdit {
    /// What became of a proposal.
    public enum ProposalOutcome: Hashable, Sendable {
        case approved
        case pending
        /// The entry is there already, in the state that it has.
        case known(WhitelistState)
        /// An operator refused the address before, or banned it.
        case refused
    }

    /// Proposes an address from a source that is no operator; the policy decides about its state.
    @discardableResult
    public mutating func propose(
        _ address: PeerAddress, source: WhitelistSource, tier: MasternodeTier? = nil, reason: String,
        policy: WhitelistPolicy
    ) throws -> ProposalOutcome {
        let prefix = AddressPrefix(address)
        guard try !isRefused(prefix) else { return .refused }
        let before = try rows.entry(prefix, source)
        if let before, before.state != .expired {
            guard let tier, before.tier != tier else { return .known(before.state) }
            var after = before
            after.tier = tier
            try put(.update, before: before, after: after, reason: reason)
            return .known(before.state)
        }
        let state = policy.proposedState
        let after = WhitelistEntry(
            prefix: prefix, source: source, state: state, permissions: source.defaultPermissions,
            tier: tier ?? before?.tier, reason: reason.shortened, created: before?.created ?? now, updated: now)
        try put(.propose, before: before, after: after, reason: reason)
        return state == .approved ? .approved : .pending
    }

    /// Makes the entries and bans of source `config` those of the configuration.
    ///
    /// An entry that an operator revoked stays so for as long as the configuration names it; those are returned.
    @discardableResult
    public mutating func configure(_ trust: ConfiguredTrust) throws -> [WhitelistEntry] {
        let entries = try rows.allEntries().filter { $0.source == .config }
        let wanted = Set(trust.whitelisted.map { AddressPrefix($0) })
        for entry in entries where !wanted.contains(entry.prefix) {
            try put(.unconfigure, before: entry, after: nil, reason: "removed from the configuration")
        }
        var revoked: [WhitelistEntry] = []
        let known = Dictionary(uniqueKeysWithValues: entries.map { ($0.prefix, $0) })
        var seen: Set<AddressPrefix> = []
        for prefix in trust.whitelisted.map({ AddressPrefix($0) }) where seen.insert(prefix).inserted {
            if let entry = known[prefix] {
                if entry.state != .approved { revoked.append(entry) }
                continue
            }
            let reason = "named in the configuration"
            let after = WhitelistEntry(
                prefix: prefix, source: .config, state: .approved,
                permissions: WhitelistSource.config.defaultPermissions,
                reason: reason, created: now, updated: now)
            try put(.configure, before: nil, after: after, reason: reason)
        }
        try configureBans(trust.banned)
        return revoked
    }

    private mutating func configureBans(_ banned: [AddressPrefix]) throws {
        let bans = try rows.allBans().filter { $0.origin == .config }
        for ban in bans where !banned.contains(ban.prefix) {
            try put(.unconfigure, before: ban, after: nil, reason: "removed from the configuration")
        }
        var known = Set(bans.map(\.prefix))
        for prefix in banned where known.insert(prefix).inserted {
            let reason = "named in the configuration"
            let ban = Ban(prefix: prefix, origin: .config, reason: reason, created: now, decidedBy: actor)
            try put(.configure, before: nil, after: ban, reason: reason)
        }
    }

    /// Takes in an entry of a file (`tc-whitelist import`). An entry that is there already is replaced.
    ///
    /// - Parameters:
    ///   - entry: its source has to be `imported`.
    ///   - approves: Whether the file's word is enough. Otherwise what it approves is pending, but for what is approved
    ///     already and gets no more than it has.
    public mutating func take(_ entry: WhitelistEntry, approves: Bool = true, reason: String) throws {
        try checkWidth(entry.prefix)
        try checkDeadline(entry.deadline)
        if !entry.state.isRefusal, let ban = try bansInForce(covering: entry.prefix).first {
            throw WhitelistRefusal.banned(entry.prefix, by: ban)
        }
        let before = try rows.entry(entry.prefix, .imported)
        var after = entry
        after.reason = entry.reason.shortened
        after.note = entry.note?.shortened
        if !approves, entry.state == .approved, !(before?.isTrusted(at: now) ?? false && entry.asksNoMore(than: before))
        {
            after.state = .pending
        }
        after.created = before?.created ?? now
        after.updated = before?.updated ?? now
        after.decidedBy = before?.decidedBy ?? actor
        if let before, after.isSameDecision(as: before) { return }
        after.updated = now
        after.decidedBy = actor
        try put(.import, before: before, after: after, reason: reason)
    }

    /// Expires entries whose time is over, and takes out bans that are (`policy §1`).
    public mutating func expire() throws {
        for entry in try rows.allEntries() where entry.isOverdue(at: now) {
            var after = entry
            after.state = .expired
            after.updated = now
            after.decidedBy = nil
            let reason = entry.deadline == nil ? "not seen online for too long" : "its time is over"
            try put(.expire, before: entry, after: after, reason: reason)
        }
        for ban in try rows.allBans() where !ban.isInForce(at: now) {
            try put(.lapse, before: ban, after: nil, reason: "its time is over")
        }
    }

    private func isRefused(_ prefix: AddressPrefix) throws -> Bool {
        if try bansInForce(covering: prefix).contains(where: { $0.origin.isOperators }) { return true }
        let entries = try rows.entries(of: prefix)
        return entries.contains { $0.state.isRefusal } && !entries.contains { $0.isTrusted(at: now) }
    }
}

extension WhitelistEntry {
    /// Whether it allows nothing that `other` doesn't, and no longer.
    fileprivate func asksNoMore(than other: WhitelistEntry?) -> Bool {
        guard let other, other.permissions.isSuperset(of: permissions) else { return false }
        guard let end = other.deadline else { return true }
        return deadline.map { $0 <= end } ?? false
    }
}
