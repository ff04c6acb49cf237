import Testing
import TimeChain
import TimeModel

@Suite struct UndoTests {
    /// With everything in memory; with half of it written before; and with all of it written before.
    @Test(arguments: [0, 160, 320])
    func undoingBlockByBlockRestoresEveryRecordedState(_ written: Int) throws {
        let chain = try RecordedChain.rich.get()
        var state = ChainState()
        var changes: [LedgerChange] = []
        for (position, block) in chain.blocks.enumerated() {
            if position == written { state = state.rebased }
            changes.append(try state.connect(block, now: RecordedChain.clock).change)
        }
        if written == chain.blocks.count { state = state.rebased }

        while let change = changes.popLast() {
            try state.disconnect(change)
            guard let record = changes.isEmpty ? nil : chain.records[changes.count - 1] else { break }
            #expect(state.tip.hash.description == record.hash)
            #expect(state.tip.treasury.rawValue == record.treasury)
            #expect(state.ledger.digest.description == record.utxoDigest, "height \(record.height)")
        }
        #expect(state.tip == ChainTip(genesisOf: .testnet))
        #expect(state.ledger.unspentOutputs.isEmpty)
        #expect(state.ledger.tombstones.values.allSatisfy { $0.isEmpty })
        #expect(state.ledger.registrations.values.allSatisfy { $0 == nil })
        for block in chain.blocks {
            for id in block.stored.transactionIDs {
                #expect(try !state.ledger.isIndexed(id))
            }
        }
    }

    @Test func reconnectingAfterUndoGivesTheSameChanges() throws {
        let chain = try RecordedChain.rich.get()
        var state = try #require(try chain.states(at: [30])[30])
        let before = try chain.blocks[30..<60].map { try state.connect($0, now: RecordedChain.clock) }
        for block in before.reversed() { try state.disconnect(block.change) }
        let after = try chain.blocks[30..<60].map { try state.connect($0, now: RecordedChain.clock) }
        #expect(before.map(\.change) == after.map(\.change))
        #expect(before.map(\.findings) == after.map(\.findings))
    }

    @Test func changesSurviveTheirEncoding() throws {
        var state = ChainState()
        for block in try RecordedChain.rich.get().blocks {
            let change = try state.connect(block, now: RecordedChain.clock).change
            #expect(try LedgerChange(bincode: change.bincodeEncoded()) == change)
        }
    }
}
