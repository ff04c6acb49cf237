internal import GRDB
internal import TimeModel

/// What the whitelist's tables hold.
struct WhitelistRows {
    let database: Database

    init(_ database: Database) { self.database = database }

    func allEntries() throws -> [WhitelistEntry] {
        try Row.fetchCursor(database, sql: WhitelistEntry.select).collect(WhitelistEntry.init)
            .sorted { ($0.prefix, $1.source) < ($1.prefix, $0.source) }
    }

    func allBans() throws -> [Ban] {
        try Row.fetchCursor(database, sql: Ban.select).collect(Ban.init)
            .sorted { ($0.prefix, $1.origin) < ($1.prefix, $0.origin) }
    }

    func entry(_ prefix: AddressPrefix, _ source: WhitelistSource) throws -> WhitelistEntry? {
        try entries(of: prefix).first { $0.source == source }
    }

    /// The strongest source first.
    func entries(of prefix: AddressPrefix) throws -> [WhitelistEntry] {
        try Row.fetchCursor(
            try database.cachedStatement(sql: "\(WhitelistEntry.select) WHERE prefix = ?"),
            arguments: [prefix.description]
        )
        .collect(WhitelistEntry.init).sorted { $0.source > $1.source }
    }

    func entries(covering prefix: AddressPrefix) throws -> [WhitelistEntry] {
        let names = AddressPrefix.covering(prefix).map(\.description)
        return try SQLRequest<Row>(literal: SQL(sql: WhitelistEntry.select) + " WHERE prefix IN \(names)")
            .fetchCursor(database).collect(WhitelistEntry.init)
            .sorted { ($1.prefix.length, $1.source) < ($0.prefix.length, $0.source) }
    }

    func bans(of prefix: AddressPrefix) throws -> [Ban] {
        try bans(covering: prefix).filter { $0.prefix == prefix }
    }

    func bans(covering prefix: AddressPrefix) throws -> [Ban] {
        let names = AddressPrefix.covering(prefix).map(\.description)
        return try SQLRequest<Row>(literal: SQL(sql: Ban.select) + " WHERE prefix IN \(names)")
            .fetchCursor(database).collect(Ban.init)
            .sorted { ($1.prefix.length, $1.origin) < ($0.prefix.length, $0.origin) }
    }
}

extension RowCursor {
    fileprivate func collect<Element>(_ make: (Row) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        while let row = try next() { elements.append(try make(row)) }
        return elements
    }
}
