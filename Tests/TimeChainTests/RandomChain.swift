import TimeChain
import TimeModel
import TimeSimulation

/// A chain whose blocks hold transactions at random, and branches of it.
struct RandomChain {
    struct Branch {
        let ancestor: Int
        let blocks: [PreparedBlock]
        fileprivate let states: [ChainState]

        /// With a last block whose transactions are none of its own.
        var broken: [PreparedBlock] {
            guard var block = blocks.last?.received.block else { return [] }
            block.header.merkleRoot = .zero
            return blocks.dropLast() + [PreparedBlock(EncodedBlock(block))]
        }
    }

    /// By height.
    private var states = [ChainState()]
    /// All transactions of all branches: they may be in several.
    private var transactions: [Transaction] = []
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    var height: Int { states.count - 1 }
    var tip: ChainTip { states[height].tip }

    mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func branch(above ancestor: Int, length: Int) throws -> Branch {
        var state = states[ancestor]
        var made: [ChainState] = []
        var blocks: [PreparedBlock] = []
        for _ in 0..<length {
            let block = BlockMaker.block(on: state.tip, transactions: someTransactions(over: state))
            _ = try state.connect(block)
            blocks.append(PreparedBlock(EncodedBlock(block)))
            made.append(state)
        }
        return Branch(ancestor: ancestor, blocks: blocks, states: made)
    }

    mutating func adopt(_ branch: Branch) { states = states[...branch.ancestor] + branch.states }

    /// New outputs, spends of outputs that are there, and a transaction of some branch again.
    private mutating func someTransactions(over state: ChainState) -> [Transaction] {
        var chosen: [Transaction] = []
        if pick(0...1) == 0 {
            chosen.append(BlockMaker.minting(UInt64(pick(1...1_000_000)), UInt64(pick(1...1_000_000))))
        }
        let spendable = state.ledger.unspentOutputs.filter { $0.value.scriptPubkey == [0x61] }
            .sorted { $0.key < $1.key }
        if !spendable.isEmpty, pick(0...1) == 0 {
            let (outPoint, output) = spendable[pick(0...spendable.count - 1)]
            chosen.append(
                Transaction(
                    version: 2, inputs: [TransactionInput(previousOutput: outPoint)],
                    outputs: [TransactionOutput(value: output.value, scriptPubkey: [0x61])],
                    timestamp: UnixTime(Int64(pick(1...1_000_000)))))
        }
        if !transactions.isEmpty, pick(0...2) == 0 {
            let again = transactions[pick(0...transactions.count - 1)]
            if !chosen.contains(where: { $0.id == again.id }) { chosen.append(again) }
        }
        transactions += chosen
        return chosen
    }
}
