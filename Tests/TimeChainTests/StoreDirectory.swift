import Foundation
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

    func file(_ name: String) -> String { path + "/" + name }

    func open(_ network: NetworkParameters = .testnet) throws(ChainStoreError) -> ChainStore {
        try ChainStore(directory: path, network: network)
    }

    /// Every file's name and bytes.
    func contents() throws -> [String: Data] {
        try FileManager.default.contentsOfDirectory(atPath: path)
            .reduce(into: [:]) { $0[$1] = FileManager.default.contents(atPath: file($1)) }
    }
}
