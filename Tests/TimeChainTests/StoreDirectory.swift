import Foundation
import GRDB
import TimeChain
import TimeModel

/// A directory for a store, gone after the test.
final class StoreDirectory {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { file("chain.sqlite") }

    func file(_ name: String) -> String { path + "/" + name }

    func open(_ network: NetworkParameters = .testnet) throws(ChainStoreError) -> ChainStore {
        try ChainStore(directory: path, network: network)
    }

    /// What the next process would find if this one were killed now: the files as they are, elsewhere.
    func snapshot() throws -> StoreDirectory {
        let copy = try StoreDirectory()
        for name in ["chain.sqlite", "chain.sqlite-wal"] where FileManager.default.fileExists(atPath: file(name)) {
            try FileManager.default.copyItem(atPath: file(name), toPath: copy.file(name))
        }
        return copy
    }

    /// Every file's name and bytes.
    func contents() throws -> [String: Data] {
        try FileManager.default.contentsOfDirectory(atPath: path)
            .reduce(into: [:]) { $0[$1] = FileManager.default.contents(atPath: file($1)) }
    }
}

extension ChainStore {
    /// Runs a statement on the writing connection.
    func execute(_ sql: String) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}
