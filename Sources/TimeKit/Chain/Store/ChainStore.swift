internal import Foundation
package import GRDB
internal import Synchronization
public import TimeModel

/// The chain on disk: blocks as received, unspent outputs, transaction index, undo data and findings, in one database.
///
/// One process at a time; within it, one writer and several readers at once. Every change is one transaction: after a
/// crash the store is as it was after an earlier one. Nothing here ever deletes a database.
public final class ChainStore: Sendable {
    /// The database file.
    public let path: String
    public let network: NetworkParameters
    package let pool: DatabasePool
    private let current: Mutex<ChainSummary>
    /// Released after the database is closed.
    private let lock: StoreLock

    /// Opens the directory's store, or makes one that holds the genesis block.
    public convenience init(directory: String, network: NetworkParameters) throws(ChainStoreError) {
        try self.init(lock: StoreLock(directory: directory), network: network)
    }

    /// Opens the store of the directory whose lock is held, or makes one that holds the genesis block.
    public init(lock: StoreLock, network: NetworkParameters) throws(ChainStoreError) {
        let path = lock.directory + "/chain.sqlite"
        self.path = path
        self.network = network
        self.lock = lock
        let schema = StoreSchema(network: network)
        let opened = try ChainStoreError.describing(path) {
            try Self.check(path, schema)
            let pool = try DatabasePool(path: path, configuration: Self.configuration(readonly: false))
            try schema.migrator.migrate(pool)
            let summary = try pool.writeWithoutTransaction { database in
                // GRDB sets it when it turns the write-ahead log on; said again, since durability hangs on it.
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = \(ChainLimits.storeLogPages)")
                try database.execute(sql: "PRAGMA journal_size_limit = \(ChainLimits.storeLogSize)")
                return try Self.load(StoredRows(database))
            }
            return (pool, summary)
        }
        pool = opened.0
        current = Mutex(opened.1)
    }

    deinit { try? pool.close() }

    public var tip: ChainTip { summary.tip }
    public var summary: ChainSummary { current.withLock { $0 } }

    /// Looks at an existing file without changing a byte of it.
    private static func check(_ path: String, _ schema: StoreSchema) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try check(path, schema, readonly: true)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            // Killed while it was made: SQLite takes the unfinished change back when it may write, and only then reads.
            try check(path, schema, readonly: false)
        }
    }

    /// What another process's store comes to at the moment, without its lock; nil if there is no store.
    public static func summary(
        directory: String, network: NetworkParameters
    ) throws(ChainStoreError) -> ChainSummary? {
        let path = directory + "/chain.sqlite"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try ChainStoreError.describing(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: true))
            defer { try? queue.close() }
            return try queue.read { database in
                try StoreSchema(network: network).check(database, path: path)
                return try load(StoredRows(database))
            }
        }
    }

    private static func check(_ path: String, _ schema: StoreSchema, readonly: Bool) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: readonly))
        try queue.read { try schema.check($0, path: path) }
        try queue.close()
    }

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(ChainLimits.storePatience)
        configuration.maximumReaderCount = ChainLimits.storeReaders
        configuration.prepareDatabase { database in
            let size =
                database.configuration.readonly ? ChainLimits.storeReaderCache : ChainLimits.storeWriterCache
            try database.execute(sql: "PRAGMA cache_size = -\(size / 1024)")
        }
        return configuration
    }

    private static func load(_ rows: StoredRows) throws -> ChainSummary {
        let summary = try ChainSummary(rows)
        let highest = try rows.highestBlock.first { ($0.integer(0), $0.bytes(1)) }
        guard let (height, hash) = highest, height == summary.tip.height.rawValue, hash == summary.tip.hash.bytes else {
            throw StoreInconsistency("the highest stored block isn't the tip that the state names")
        }
        return summary
    }
}

extension ChainStore {
    /// Reads beside other readers and the writer, from one state of the store.
    func reading<Result>(_ body: (StoredRows) throws -> Result) throws(ChainStoreError) -> Result {
        try ChainStoreError.describing(path) { try pool.read { try body(StoredRows($0)) } }
    }

    /// Changes the store in one transaction, or not at all if `body` throws.
    func writing<Result>(_ body: (inout StoreWriter) throws -> Result) throws(ChainStoreError) -> Result {
        try ChainStoreError.describing(path) {
            try pool.writeWithoutTransaction { database in
                var writer = StoreWriter(StoredRows(database), network: network, summary: summary)
                try database.beginTransaction(.immediate)
                do {
                    let result = try body(&writer)
                    try database.commit()
                    current.withLock { $0 = writer.summary }
                    return result
                } catch {
                    // What went wrong first is what counts; SQLite may have rolled back already.
                    try? database.rollback()
                    throw error
                }
            }
        }
    }
}

extension ChainStore {
    /// Connects the longest acceptable run of blocks that follow the tip, in one transaction.
    package func connect(_ blocks: [PreparedBlock], now: UnixTime) throws(ChainStoreError) -> ConnectOutcome {
        try writing { writer in try writer.connect(blocks, now: now) }
    }

    /// Takes back the blocks above a height exactly, in one transaction (`chain-rules §5.2`, §7.2).
    package func disconnect(to height: Height) throws(ChainStoreError) {
        try writing { writer in
            let depth = writer.summary.tip.height.blocks(above: height)
            guard depth <= ChainLimits.maximumReorganisationDepth else {
                throw ChainStoreError(
                    .tooDeep, path,
                    "taking back \(depth) blocks needs more undo data than \(ChainLimits.maximumReorganisationDepth)")
            }
            try writer.disconnect(to: height)
        }
    }

    /// Gives back the memory that caches hold, as when a catch-up is over.
    package func releaseMemory() { pool.releaseMemory() }
}
