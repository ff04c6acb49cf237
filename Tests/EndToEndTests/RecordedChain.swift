import Foundation
import TestSupport
import TimeModel
import TimeSimulation

/// What `plain.json` says of the recorded chain.
struct RecordedChain: Decodable {
    struct Final: Decodable {
        let tipHash: String
        let tipHeight: UInt64
        let utxoCount: Int
        let utxoDigest: String
    }

    struct Entry: Decodable {
        let hash: String
        let height: UInt64
        let utxoCount: Int
    }

    let final: Final
    let blocks: [Entry]

    static func load() throws -> RecordedChain { try Fixture.decode("chains/plain.json") }

    /// Writes a file of its first blocks, in the form of `export-blocks`.
    static func write(first count: UInt64, to path: String) throws {
        let bytes = try Data(contentsOf: Fixture.url("chains/plain.bin"))
        var end = bytes.startIndex
        for _ in 0..<count {
            let length = bytes[end..<end + 4].reduce(0) { $0 << 8 | Int($1) }
            end += 4 + length
        }
        try bytes[..<end].write(to: URL(fileURLWithPath: path))
    }

    /// Writes a file of all of it and as many blocks more as make it so long.
    static func write(continuedTo height: Height, to path: String) throws {
        var bytes = try Data(contentsOf: Fixture.url("chains/plain.bin"))
        bytes.append(
            contentsOf: try ChainGenerator.continuation(of: [UInt8](bytes), through: height, network: .testnet))
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    static var path: String { Fixture.url("chains/plain.bin").path }
}
