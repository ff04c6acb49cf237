import TimeChain
import TimeModel

/// Makes blocks that the live rules take.
enum BlockMaker {
    /// A block on `tip` in its slot that holds `transactions` and claims `fees`.
    static func block(
        on tip: ChainTip, transactions: [Transaction] = [], fees: Amount = .zero
    ) -> Block {
        let height = tip.height.next
        let timestamp = NetworkParameters.testnet.slotTime(of: height)
        let reward = ChainLimits.baseReward &+ fees
        let coinbase = Transaction(
            version: 1, inputs: [],
            outputs: [
                TransactionOutput(
                    value: reward, scriptPubkey: Array("BLOCK_REWARD_".utf8) + height.rawValue.bincodeEncoded())
            ],
            timestamp: timestamp)
        let distribution = Transaction(
            version: 1,
            inputs: [TransactionInput(previousOutput: OutPoint(transactionID: coinbase.id, index: 0))],
            outputs: [TransactionOutput(value: reward, scriptPubkey: Array("miner".utf8))], timestamp: timestamp)
        let all = [coinbase, distribution] + transactions
        let header = BlockHeader(
            height: height, previousHash: tip.hash, merkleRoot: MerkleTree.root(of: all.map(\.id.digest)),
            timestamp: timestamp, blockReward: reward, leader: "203.0.113.1",
            treasuryBalance: tip.treasury &+ ChainLimits.treasuryShare)
        return Block(
            header: header, transactions: all,
            masternodeRewards: [MasternodeReward(address: "miner", amount: reward)])
    }

    /// A transaction that mints outputs of these values, in satoshis.
    static func minting(_ values: UInt64...) -> Transaction {
        Transaction(
            version: 2, inputs: [],
            outputs: values.map { TransactionOutput(value: Amount(satoshis: $0), scriptPubkey: [0x61]) },
            timestamp: UnixTime(0))
    }

    static func spending(_ outPoints: OutPoint...) -> Transaction {
        Transaction(
            version: 2, inputs: outPoints.map { TransactionInput(previousOutput: $0) }, outputs: [],
            timestamp: UnixTime(0))
    }
}

extension ChainState {
    /// Connects a made block and returns what it did.
    mutating func connect(_ block: Block) throws -> ConnectedBlock {
        try connect(PreparedBlock(EncodedBlock(block)), now: RecordedChain.clock)
    }
}
