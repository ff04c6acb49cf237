internal import Foundation
internal import GRDB
public import TimeModel

/// `peers.sqlite`: who is trusted, who is banned, who decided it, and what was learned of peers (`design §4`).
///
/// Several processes use it at once. A change is on the disk when it is acknowledged, and nothing here ever deletes a
/// database.
public final class PeerDatabase: Sendable {
    public enum Access: Hashable, Sendable {
        /// Makes the store if there is none.
        case readWrite
        /// Makes nothing; a store that isn't there is an empty one.
        case readOnly
    }

    /// The database file.
    public let path: String
    public let network: NetworkParameters.Network
    let access: Access
    let queue: DatabaseQueue

    /// - Throws: `PeerStoreError`
    public init(path: String, network: NetworkParameters.Network, access: Access) throws {
        self.path = path
        self.network = network
        self.access = access
        let schema = PeerSchema(network: network)
        queue = try PeerStoreError.describing(path) {
            switch access {
            case .readWrite: try Self.open(path, schema)
            case .readOnly: try Self.openForReading(path, schema)
            }
        }
    }

    /// The store of the directory that a node keeps its databases in.
    public static func path(directory: String) -> String { directory + "/peers.sqlite" }

    /// How the database keeps what is written, as SQLite says: `wal` and `2`.
    package func durability() throws -> [String] {
        try queue.read { database in
            try ["journal_mode", "synchronous"]
                .compactMap { try String.fetchOne(database, sql: "PRAGMA \($0)") }
        }
    }

    deinit { try? queue.close() }

    private static func open(_ path: String, _ schema: PeerSchema) throws -> DatabaseQueue {
        let owner = StoreOwner(path: path)
        let directory = (path as NSString).deletingLastPathComponent
        do {
            if !directory.isEmpty, !FileManager.default.fileExists(atPath: directory) {
                try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            }
        } catch let error as CocoaError where error.code == .fileWriteNoPermission {
            throw PeerStoreError(.notPermitted, directory, "can't make the directory")
        }
        if let queue = try existing(path, schema, readonly: false) { return queue }
        // One at a time: two that make the same tables would be in each other's way.
        let lock = try MakingLock(path: path)
        defer { lock.release() }
        if let queue = try existing(path, schema, readonly: false) { return queue }
        let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: false))
        // Kept in the file from now on. Not by the library's setting, which makes commits quicker and less durable.
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try schema.migrator.migrate(queue)
        owner?.take(["", "-wal", "-shm", ".lock"].map { path + $0 })
        return queue
    }

    private static func openForReading(_ path: String, _ schema: PeerSchema) throws -> DatabaseQueue {
        if let queue = try existing(path, schema, readonly: true) { return queue }
        let queue = try DatabaseQueue()
        try schema.migrator.migrate(queue)
        return queue
    }

    /// Nil if there is no store, or one that isn't finished. Looks at a file without changing a byte of it.
    private static func existing(_ path: String, _ schema: PeerSchema, readonly: Bool) throws -> DatabaseQueue? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let permission = readonly ? FileManager.default.isReadableFile : FileManager.default.isWritableFile
        guard permission(path) else {
            throw PeerStoreError(.notPermitted, path, "this user may not \(readonly ? "read" : "write") it")
        }
        // An older store is brought up to date by whoever may write it, and read as it is by others.
        let isUsable = { (progress: PeerSchema.Progress) in progress == .current || readonly && progress == .older }
        let file = StoreFile(path: path)
        if file.isOurs, file.isWritable {
            // To read it, too: only a connection that may write takes SQLite's files beside it away when it closes.
            let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: false))
            return isUsable(try queue.read { try schema.check($0, path: path) }) ? queue : nil
        }
        do {
            let name = file.isAtRest ? try file.immutableName() : path
            let reader = try DatabaseQueue(path: name, configuration: configuration(readonly: true))
            guard isUsable(try reader.read({ try schema.check($0, path: path) })) else { return nil }
            if readonly { return reader }
            try reader.close()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            // Killed while it was written: SQLite takes the unfinished change back when it may write, then reads.
            let writer = try DatabaseQueue(path: path, configuration: configuration(readonly: false))
            guard isUsable(try writer.read({ try schema.check($0, path: path) })) else { return nil }
            if readonly { return writer }
            try writer.close()
        }
        return try DatabaseQueue(path: path, configuration: configuration(readonly: false))
    }

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(PeersLimits.storePatience / .seconds(1))
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return configuration
    }
}

/// Held while the store's tables are made.
private struct MakingLock {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = Glibc.open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        let code = errno
        guard descriptor >= 0 else {
            throw PeerStoreError(
                code == EACCES || code == EROFS || code == EPERM ? .notPermitted : .inputOutput, path,
                "can't make it: \(String(cString: strerror(code)))")
        }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    func release() { close(descriptor) }
}
