internal import GRDB
public import TimeModel

/// The whitelist and the bans, the one truth about who is trusted, shared by the daemon and the tools (`design §3`).
///
/// Every change and its audit records are one transaction, on the disk when `change` returns. All methods throw
/// `PeerStoreError`.
public struct WhitelistStore: Sendable {
    let database: PeerDatabase

    public init(_ database: PeerDatabase) { self.database = database }

    public var path: String { database.path }
    public var network: NetworkParameters.Network { database.network }

    // MARK: Changing

    /// Makes the changes that `body` orders, all of them or, if it throws, none.
    ///
    /// - Parameters:
    ///   - actor: Who, for the audit log: the program, and the user who ran it.
    ///   - commits: Whether to keep them. Otherwise everything is tried and then taken back.
    /// - Returns: what changed, in order.
    /// - Throws: `WhitelistRefusal` besides, and whatever else `body` throws.
    @discardableResult
    public func change(
        by actor: String, at now: UnixTime, commits: Bool = true, _ body: (inout WhitelistEdit) throws -> Void
    ) throws -> [WhitelistChange] {
        let access = database.access
        let actor = actor.shortened
        return try PeerStoreError.describing(path) {
            try database.queue.writeWithoutTransaction { database in
                var changes: [WhitelistChange] = []
                try database.inTransaction(.immediate) {
                    var edit = WhitelistEdit(rows: WhitelistRows(database), now: now, actor: actor)
                    try CallersError.marking { try body(&edit) }
                    changes = edit.changes
                    guard commits, !changes.isEmpty || edit.hasMemories else { return .rollback }
                    guard access == .readWrite else {
                        throw PeerStoreError(.notPermitted, path, "it was opened for reading")
                    }
                    try AuditLog(database: database).append(changes, by: actor, at: now)
                    return .commit
                }
                return changes
            }
        }
    }

    /// Notes that the addresses completed a handshake. No decision, so no audit record.
    ///
    /// Only addresses with an entry of their own are kept.
    public func noteSeen(_ addresses: some Sequence<PeerAddress>, at now: UnixTime) throws {
        try PeerStoreError.describing(path) {
            try database.queue.write { database in
                let statement = try database.cachedStatement(
                    sql: """
                        INSERT INTO sightings SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM whitelist WHERE prefix = ?1)
                        ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)
                        """)
                for address in addresses { try statement.execute(arguments: ["\(address)", now.rawValue]) }
            }
        }
    }

    // MARK: Reading

    /// All entries, by address and then the strongest source first.
    public func entries() throws -> [WhitelistEntry] { try reading { try $0.allEntries() } }

    /// All bans, those that are over among them until the next expiry pass.
    public func bans() throws -> [Ban] { try reading { try $0.allBans() } }

    /// The rows that decide about an address or a range: those of it and of every range that holds it, the narrowest
    /// first.
    public func rows(about prefix: AddressPrefix) throws -> (entries: [WhitelistEntry], bans: [Ban]) {
        try reading { (try $0.entries(covering: prefix), try $0.bans(covering: prefix)) }
    }

    /// How an address is treated at `now`.
    public func standing(of address: PeerAddress, at now: UnixTime) throws -> PeerStanding {
        let (entries, bans) = try rows(about: AddressPrefix(address))
        return TrustTable(entries: entries, bans: bans, revision: 0, at: now).standing(of: address)
    }

    /// A snapshot for quick answers, true until the store's revision changes or its `validUntil` comes.
    public func trustTable(at now: UnixTime) throws -> TrustTable {
        try reading {
            TrustTable(
                entries: try $0.allEntries(), bans: try $0.allBans(),
                revision: try AuditLog(database: $0.database).head().id,
                at: now)
        }
    }

    /// The last audit record's number; it grows with every change of any process.
    public func revision() throws -> Int64 { try reading { try AuditLog(database: $0.database).head().id } }

    /// The audit records since a time, oldest first, of everything or of one address and the ranges that hold it.
    public func records(since time: UnixTime? = nil, about prefix: AddressPrefix? = nil) throws -> [AuditRecord] {
        try reading { rows in
            try AuditLog(database: rows.database).records(since: time, about: prefix.map(AddressPrefix.covering))
        }
    }

    /// The last good lists of these servers.
    func knownLists(_ urls: [String]) throws -> [String: KnownPeerList] {
        try reading { rows in
            try Dictionary(
                urls.compactMap { url in try rows.peerList(url).map { (url, $0) } }, uniquingKeysWith: { $1 })
        }
    }

    private func reading<Result>(_ body: (WhitelistRows) throws -> Result) throws -> Result {
        try PeerStoreError.describing(path) { try database.queue.read { try body(WhitelistRows($0)) } }
    }
}
