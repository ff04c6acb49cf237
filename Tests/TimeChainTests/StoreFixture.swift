import Foundation
import TestSupport
import Testing
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

/// A recorded chain, prepared once, with what was recorded about each block.
struct StoredChain: Sendable, CustomTestStringConvertible {
    let name: String
    let blocks: [PreparedBlock]
    /// What the live node said after each block, from height 1.
    let records: [Record]

    struct Record: Decodable, Sendable {
        let hash: String
        let height: UInt64
        let treasury: UInt64
        let utxoCount: Int
        let utxoDigest: String?
    }

    static let plain = load("plain")
    static let rich = load("rich")

    /// After the last block of both chains was due.
    static let now = UnixTime(1_767_547_200)

    var testDescription: String { name }

    private static func load(_ name: String) -> StoredChain {
        do {
            return StoredChain(
                name: name, blocks: try ChainFile.blocks(name).map(PreparedBlock.init),
                records: try Fixture.decode("chains/\(name).json", section: "blocks"))
        } catch {
            return StoredChain(name: "\(name), unreadable: \(error)", blocks: [], records: [])
        }
    }
}
