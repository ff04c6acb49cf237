import Foundation
import TimeModel

/// Continues a recorded chain with blocks of the same shape, one a slot, that every rule of the chain accepts.
struct ChainGenerator {
    private let network: NetworkParameters
    private var parent: BlockHeader
    private var parentHash: BlockHash

    /// - Parameter recorded: u32 BE length and block, height 1 and up.
    init(network: NetworkParameters, after recorded: Data) throws {
        self.network = network
        parent = network.genesis.block.header
        var rest = recorded[...]
        while rest.count > 4 {
            let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            parent = try Block(bincode: [UInt8](rest.dropFirst(4).prefix(size))).header
            rest = rest.dropFirst(4 + size)
        }
        parentHash = parent.blockHash
    }

    var height: Height { parent.height }

    mutating func next() -> Block {
        let height = parent.height.next
        let time = network.slotTime(of: height)
        let reward = Amount(time: 95)
        let coinbase = Transaction(
            version: 1, inputs: [],
            outputs: [TransactionOutput(value: reward, scriptPubkey: Self.coinbaseScript(height))], timestamp: time)
        let payees = Self.payees(of: height)
        let share = Amount(satoshis: reward.rawValue / UInt64(payees.count))
        let distribution = Transaction(
            version: 1,
            inputs: [TransactionInput(previousOutput: OutPoint(transactionID: coinbase.id, index: 0))],
            outputs: payees.map { TransactionOutput(value: share, scriptPubkey: Array($0.utf8)) }, timestamp: time)
        let header = BlockHeader(
            height: height, previousHash: parentHash,
            merkleRoot: MerkleTree.root(of: [coinbase.id.digest, distribution.id.digest]), timestamp: time,
            blockReward: reward, leader: "203.0.113.1", activeMasternodesBitmap: [0xF8],
            treasuryBalance: parent.treasuryBalance &+ Amount(time: 5))
        parent = header
        parentHash = header.blockHash
        return Block(
            header: header, transactions: [coinbase, distribution],
            masternodeRewards: payees.map { MasternodeReward(address: $0, amount: share) },
            consensusParticipantsBitmap: [0xF8])
    }

    private static func coinbaseScript(_ height: Height) -> [UInt8] {
        Array("BLOCK_REWARD_".utf8) + withUnsafeBytes(of: height.rawValue.littleEndian) { Array($0) }
    }

    /// Five texts of an address's length; the chain doesn't look inside.
    private static func payees(of height: Height) -> [String] {
        (0..<5)
            .map {
                "TIME0Benchmark\($0)" + String(repeating: "x", count: 17)
                    + String(height.rawValue % 1_000_000 + 1_000_000)
            }
    }
}
