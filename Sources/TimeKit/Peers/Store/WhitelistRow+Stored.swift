internal import Foundation
internal import GRDB
internal import TimeModel

/// Rows of the store's tables as values, and back.
extension WhitelistEntry {
    static let columns = """
        prefix, source, state, permissions, tier, reason, note, created, updated, deadline, decided_by
        """
    static let select = """
        SELECT \(columns), seen FROM whitelist LEFT JOIN sightings ON address = prefix
        """

    init(_ row: Row) throws {
        self.init(
            prefix: try row.parsed(0, AddressPrefix.init), source: try row.parsed(1, WhitelistSource.init(rawValue:)),
            state: try row.parsed(2, WhitelistState.init(rawValue:)),
            permissions: try row.parsed(3, WhitelistPermissions.init),
            tier: try row[4] == nil ? nil : row.parsed(4, MasternodeTier.init(name:)), reason: row[5], note: row[6],
            created: UnixTime(row[7]), updated: UnixTime(row[8]), deadline: row.time(9), decidedBy: row[10],
            lastSeen: row.time(11))
    }

    func store(_ database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO whitelist (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        .execute(arguments: [
            prefix.description, source.rawValue, state.rawValue, permissions.description, tier?.name, reason, note,
            created.rawValue, updated.rawValue, deadline?.rawValue, decidedBy,
        ])
    }

    func remove(_ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM whitelist WHERE prefix = ? AND source = ?")
            .execute(arguments: [prefix.description, source.rawValue])
    }
}

extension Ban {
    static let columns = "prefix, origin, reason, evidence, created, expires, decided_by"
    static let select = "SELECT \(columns) FROM bans"

    init(_ row: Row) throws {
        self.init(
            prefix: try row.parsed(0, AddressPrefix.init), origin: try row.parsed(1, BanOrigin.init(rawValue:)),
            reason: row[2], evidence: row[3], created: UnixTime(row[4]), expires: row.time(5), decidedBy: row[6])
    }

    func store(_ database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO bans (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                prefix.description, origin.rawValue, reason, evidence, created.rawValue, expires?.rawValue, decidedBy,
            ])
    }

    func remove(_ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM bans WHERE prefix = ? AND origin = ?")
            .execute(arguments: [prefix.description, origin.rawValue])
    }
}

extension WhitelistRow {
    var prefix: AddressPrefix {
        switch self {
        case .entry(let entry): entry.prefix
        case .ban(let ban): ban.prefix
        }
    }

    func store(_ database: Database) throws {
        switch self {
        case .entry(let entry): try entry.store(database)
        case .ban(let ban): try ban.store(database)
        }
    }

    func remove(_ database: Database) throws {
        switch self {
        case .entry(let entry): try entry.remove(database)
        case .ban(let ban): try ban.remove(database)
        }
    }

    /// One object, `entry` or `ban` its only member; without what is no decision.
    func auditText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        switch self {
        case .entry(var entry):
            entry.lastSeen = nil
            return String(decoding: try encoder.encode(["entry": entry]), as: UTF8.self)
        case .ban(let ban):
            return String(decoding: try encoder.encode(["ban": ban]), as: UTF8.self)
        }
    }

    init(auditText: String) throws {
        let decoder = JSONDecoder()
        let data = Data(auditText.utf8)
        if let entry = try? decoder.decode([String: WhitelistEntry].self, from: data)["entry"] {
            self = .entry(entry)
        } else if let ban = try? decoder.decode([String: Ban].self, from: data)["ban"] {
            self = .ban(ban)
        } else {
            throw StoredTextError(description: "an audit record isn't understood: \(auditText.prefix(80))")
        }
    }
}

extension Row {
    func parsed<Value>(_ index: Int, _ parse: (String) -> Value?) throws -> Value {
        let text: String = self[index]
        if let value = parse(text) { return value }
        throw StoredTextError(description: "a stored \(Value.self) isn't understood: \(text.prefix(80))")
    }

    func time(_ index: Int) -> UnixTime? { (self[index] as Int64?).map { UnixTime($0) } }
}
