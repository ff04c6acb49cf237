internal import GRDB
internal import TimeModel

/// Goes through a store: every block decoded, hashed and judged anew and replayed into a scratch database, every table
/// compared with what comes out.
///
/// The scratch database is a nameless temporary file of SQLite's, to which the store is attached as `stored`.
struct StoreVerifier {
    private let database: Database
    private let network: NetworkParameters
    private let now: UnixTime
    private var writer: StoreWriter
    private var report = VerificationReport(verifiedThrough: .genesis)

    private init(_ database: Database, network: NetworkParameters, now: UnixTime) throws {
        self.database = database
        self.network = network
        self.now = now
        let rows = StoredRows(database)
        writer = StoreWriter(rows, network: network, summary: try ChainSummary(rows))
    }

    static func verify(
        _ path: String, network: NetworkParameters, now: UnixTime, progress: (Height, Height) -> Void
    ) throws -> VerificationReport {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(ChainLimits.storePatience)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = OFF")
            try database.execute(sql: "PRAGMA cache_size = -\(ChainLimits.storeWriterCache / 1024)")
            try database.execute(sql: "ATTACH ? AS stored", arguments: [path])
        }
        let scratch = try DatabaseQueue(path: "", configuration: configuration)
        try StoreSchema(network: network).migrator.migrate(scratch)
        let report = try scratch.write { database in
            var verifier = try StoreVerifier(database, network: network, now: now)
            try verifier.run(progress)
            return verifier.report
        }
        try scratch.close()
        return report
    }

    private mutating func run(_ progress: (Height, Height) -> Void) throws {
        do {
            for fault in try String.fetchAll(
                database, sql: "PRAGMA stored.integrity_check(\(ChainLimits.differencesListed))") where fault != "ok"
            {
                add("database", fault)
            }
            try replay(progress)
            for table in StoreTable.all { try compare(table) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            add("database", "can't be read on: \(error.message ?? "damaged")")
        }
    }

    private mutating func add(_ part: String, _ explanation: String) {
        report.differences.append(StoreDifference(part: part, explanation: explanation))
    }
}

// MARK: - Blocks

extension StoreVerifier {
    private mutating func replay(_ progress: (Height, Height) -> Void) throws {
        let stored = try RowStatement(database, "SELECT max(height) FROM stored.blocks")
        let last = Height(try stored.first { $0.integer(0) } ?? 0)
        var next = Height(1)
        progress(.genesis, last)
        while next <= last {
            let batch = try batch(from: next)
            let outcome = try writer.connect(batch.blocks, now: now)
            report.verifiedThrough = outcome.tip.height
            if let violation = outcome.violation { return add("blocks", violation.description) }
            if let fault = batch.fault { return add("blocks", fault) }
            next = outcome.tip.height.next
            progress(outcome.tip.height, last)
        }
    }

    /// The blocks from a height up to a batch's size, or to the first that can't be replayed.
    private func batch(from first: Height) throws -> (blocks: [PreparedBlock], fault: String?) {
        var blocks: [PreparedBlock] = []
        var fault: String?
        var room = ChainLimits.passBatchSize
        let statement = try RowStatement(
            database, "SELECT height, hash, bytes FROM stored.blocks WHERE height >= ? ORDER BY height LIMIT ?")
        try statement.rows(first, ChainLimits.passBatch) { columns in
            let height = first.advanced(by: blocks.count)
            do {
                guard columns.integer(0) == height.rawValue else { throw StoreInconsistency("it is missing") }
                let block = PreparedBlock(try EncodedBlock(bincode: columns.bytes(2)))
                guard try block.stored.hash.digest == columns.hash(1) else {
                    throw StoreInconsistency("its hash is \(block.stored.hash), not the one stored with it")
                }
                blocks.append(block)
                room -= columns.byteCount(2)
                return room > 0
            } catch let error as StoreInconsistency {
                fault = "block \(height): \(error.explanation)"
            } catch let error as BincodeError {
                fault = "block \(height) can't be decoded: \(error)"
            }
            return false
        }
        return (blocks, fault)
    }
}

// MARK: - Tables

extension StoreVerifier {
    private mutating func compare(_ table: StoreTable) throws {
        let differences =
            try names(table.lacking).map { "\($0) is missing" } + names(table.differing).map { "\($0) differs" }
            + names(table.surplus).map { "\($0) shouldn't be there" }
        for difference in differences { add(table.name, difference) }
    }

    private func names(_ query: String?) throws -> [String] {
        guard let query else { return [] }
        return try String.fetchAll(database, sql: query + " LIMIT \(ChainLimits.differencesListed)")
    }
}

/// One of the store's tables, and the queries that compare it with a replayed one.
private struct StoreTable {
    let name: String
    let keys: [String]
    let values: [String]
    /// A row as a report names it.
    let label: String
    /// Whether rows that a replay makes may be missing.
    var mayLackRows = false

    static let all = [
        StoreTable(
            name: "state", keys: ["id"], values: ["network", "tip", "unspent", "supply", "findings"], label: "'it'"),
        StoreTable(name: "blocks", keys: ["height"], values: ["hash", "bytes"], label: "'block ' || height"),
        StoreTable(
            name: "outputs", keys: ["height", "position", "output"], values: ["value", "script"],
            label: "'block ' || height || ', transaction ' || position || ', output ' || output"),
        StoreTable(name: "transactions", keys: ["id"], values: ["height", "position"], label: hex("id")),
        StoreTable(name: "tombstones", keys: ["id"], values: ["indexes"], label: hex("id")),
        StoreTable(name: "registrations", keys: ["node"], values: ["record"], label: hex("node")),
        // After blocks were taken back, fewer are left to take back.
        StoreTable(name: "undo", keys: ["height"], values: ["change"], label: "'block ' || height", mayLackRows: true),
        StoreTable(
            name: "findings", keys: ["height", "audit"], values: ["detail"],
            label: "'block ' || height || ' ' || CAST(audit AS TEXT)"),
    ]

    private static func hex(_ column: String) -> String { "lower(hex(\(column)))" }

    var lacking: String? { mayLackRows ? nil : rows(of: "main", without: "stored") }
    var surplus: String { rows(of: "stored", without: "main") }
    var differing: String {
        let changed = values.map { "main.\(name).\($0) IS NOT other.\($0)" }.joined(separator: " OR ")
        return """
            SELECT \(label) FROM (SELECT \(keys.map { "main.\(name).\($0)" }.joined(separator: ", ")) FROM main.\(name) \
            JOIN stored.\(name) AS other USING (\(keys.joined(separator: ", "))) WHERE \(changed))
            """
    }

    private func rows(of here: String, without there: String) -> String {
        let same = keys.map { "other.\($0) = \(here).\(name).\($0)" }.joined(separator: " AND ")
        return """
            SELECT \(label) FROM \(here).\(name) WHERE NOT EXISTS \
            (SELECT 1 FROM \(there).\(name) AS other WHERE \(same))
            """
    }
}
