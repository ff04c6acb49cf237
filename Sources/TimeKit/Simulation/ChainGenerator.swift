public import TimeModel

/// Continues a recorded chain with blocks of the same shape, one a slot, that every rule of the chain accepts.
public struct ChainGenerator: Sendable {
    private let network: NetworkParameters
    private var parent: BlockHeader
    private var parentHash: BlockHash

    private init(network: NetworkParameters, after parent: BlockHeader) {
        self.network = network
        self.parent = parent
        parentHash = parent.blockHash
    }

    /// What follows the recording, in its own form, through a height.
    ///
    /// - Parameter recorded: As `export-blocks` writes it: length (u32 big-endian) and block, from height 1.
    /// - Throws: `BincodeError` if the recording holds something else.
    public static func continuation(
        of recorded: [UInt8], through height: Height, network: NetworkParameters
    ) throws(BincodeError) -> [UInt8] {
        var generator = ChainGenerator(network: network, after: try last(of: recorded) ?? network.genesis.block.header)
        var bytes: [UInt8] = []
        while generator.parent.height < height {
            let block = generator.next().bincodeEncoded()
            withUnsafeBytes(of: UInt32(block.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: block)
        }
        return bytes
    }

    private static func last(of recorded: [UInt8]) throws(BincodeError) -> BlockHeader? {
        var rest = recorded[...]
        var last: ArraySlice<UInt8>?
        while rest.count > 4 {
            let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            last = rest.dropFirst(4).prefix(size)
            rest = rest.dropFirst(4 + size)
        }
        guard let last else { return nil }
        return try Block(bincode: Array(last)).header
    }

    private mutating func next() -> Block {
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
                "TIME0Simulated\($0)" + String(repeating: "x", count: 17)
                    + String(height.rawValue % 1_000_000 + 1_000_000)
            }
    }
}
