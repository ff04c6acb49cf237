import Foundation
import TestSupport
import TimeModel

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
    static var path: String { Fixture.url("chains/plain.bin").path }
}
