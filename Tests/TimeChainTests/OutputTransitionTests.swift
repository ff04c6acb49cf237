import Testing
import TimeChain
import TimeModel

@Suite struct OutputTransitionTests {
    private let parent = BlockMaker.minting(7, 8)

    private func outPoint(_ index: UInt32) -> OutPoint { OutPoint(transactionID: parent.id, index: index) }

    @Test func outputSpentBeforeItsTransactionNeverAppears() throws {
        var state = ChainState()
        let phantom = try state.connect(
            BlockMaker.block(on: state.tip, transactions: [BlockMaker.spending(outPoint(0))]))
        #expect(phantom.change.tombstones == [outPoint(0)])
        state = state.rebased
        _ = try state.connect(BlockMaker.block(on: state.tip, transactions: [parent]))
        #expect(try state.ledger.unspentOutput(outPoint(0)) == nil)
        #expect(try state.ledger.unspentOutput(outPoint(1)) != nil)
    }

    @Test func anotherBranchIsFreeOfTombstonesThatWereTakenBack() throws {
        var state = ChainState()
        let phantom = try state.connect(
            BlockMaker.block(on: state.tip, transactions: [BlockMaker.spending(outPoint(0))]))
        state = state.rebased
        try state.disconnect(phantom.change)
        _ = try state.connect(BlockMaker.block(on: state.tip, transactions: [parent]))
        #expect(try state.ledger.unspentOutput(outPoint(0)) != nil)
    }

    @Test(arguments: [true, false])
    func outputSpentInItsOwnBlockLeavesNoTrace(_ parentFirst: Bool) throws {
        var state = ChainState()
        let child = BlockMaker.spending(outPoint(0))
        let block = try state.connect(
            BlockMaker.block(on: state.tip, transactions: parentFirst ? [parent, child] : [child, parent]))
        #expect(block.change.created.map(\.outPoint).contains(outPoint(1)))
        #expect(!block.change.created.map(\.outPoint).contains(outPoint(0)))
        #expect(block.change.spent.isEmpty && block.change.tombstones.isEmpty)
    }

    @Test func transactionThatIsIncludedAgainCreatesNothing() throws {
        var state = ChainState()
        _ = try state.connect(BlockMaker.block(on: state.tip, transactions: [parent]))
        _ = try state.connect(
            BlockMaker.block(on: state.tip, transactions: [BlockMaker.spending(outPoint(0))], fees: Amount(satoshis: 7))
        )
        state = state.rebased
        let again = try state.connect(BlockMaker.block(on: state.tip, transactions: [parent]))
        #expect(again.change.created.count == 1, "the distribution's")
        #expect(again.change.indexed.count == 2, "coinbase and distribution")
        try state.disconnect(again.change)
        #expect(try state.ledger.unspentOutput(outPoint(1))?.height == 1)
        #expect(try state.ledger.isIndexed(parent.id))
    }

    @Test func blockThatIsRefusedChangesNothing() throws {
        var state = ChainState()
        let block = BlockMaker.block(on: state.tip, transactions: [], fees: Amount(satoshis: 1))
        #expect(throws: RuleViolation.self) { try state.connect(block) }
        #expect(state.ledger.outputs.isEmpty && state.ledger.transactions.isEmpty)
    }
}
