import TestSupport
import TimeChain
import TimeModel

/// A chain of `Fixtures/chains` on the testnet's genesis block, and what upstream said of it block by block.
struct RecordedChain: Sendable {
    /// From height 1.
    let blocks: [PreparedBlock]
    let records: [BlockRecord]

    /// Late enough for every block.
    static let clock = UnixTime(1_767_547_200)
    static let plain = Result { try RecordedChain("plain") }
    static let rich = Result { try RecordedChain("rich") }

    struct BlockRecord: Decodable, Sendable {
        let height: UInt64
        let hash: String
        let treasury: UInt64
        let utxoCount: Int?
        let utxoDigest: String?
        let fees: Fees?
        let feesByRule25: Fees?
        let notes: [String]?
    }

    /// A number or `unresolved`.
    struct Fees: Decodable, Sendable {
        let value: BlockFees

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            value =
                (try? container.decode(UInt64.self)).map { .resolved(Amount(satoshis: $0)) } ?? .unresolved
        }
    }

    private init(_ name: String) throws {
        records = try Fixture.decode("chains/\(name).json", section: "blocks")
        blocks = try ChainFile.blocks(name).map(PreparedBlock.init)
    }

    /// The chain's state at each of these heights.
    func states(at heights: Set<Int>) throws -> [Int: ChainState] {
        var state = ChainState()
        var states: [Int: ChainState] = [:]
        for height in 0...(heights.max() ?? 0) {
            if height > 0 { _ = try state.connect(blocks[height - 1], now: Self.clock) }
            if heights.contains(height) { states[height] = state.rebased }
        }
        return states
    }
}
