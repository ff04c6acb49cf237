import Testing
import TimeChain
import TimeModel

@Suite struct RecordedChainTests {
    @Test(arguments: ["plain", "rich"])
    func everyBlockConnectsWithTheRecordedState(_ name: String) throws {
        let chain = try (name == "plain" ? RecordedChain.plain : RecordedChain.rich).get()
        var state = ChainState()
        #expect(chain.blocks.count == chain.records.count)
        for (block, record) in zip(chain.blocks, chain.records) {
            let connected = try state.connect(block, now: RecordedChain.clock)
            #expect(state.tip.height == Height(record.height))
            #expect(state.tip.hash.description == record.hash, "height \(record.height)")
            #expect(state.tip.treasury.rawValue == record.treasury, "height \(record.height)")
            let fees = try #require(record.fees ?? record.feesByRule25)
            #expect(connected.fees == fees.value, "height \(record.height)")
            if let count = record.utxoCount {
                #expect(state.ledger.outputs.count == count, "height \(record.height)")
            }
            if let digest = record.utxoDigest {
                #expect(state.ledger.digest.description == digest, "height \(record.height)")
            }
        }
    }
}
