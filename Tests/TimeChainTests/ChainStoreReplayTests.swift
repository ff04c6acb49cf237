import TestSupport
import Testing
import TimeChain
import TimeModel

/// The recorded chains through the store.
struct ChainStoreReplayTests {
    @Test(arguments: [StoredChain.plain, StoredChain.rich])
    func holdsWhatWasRecordedAfterEachBatch(of chain: StoredChain) throws {
        let directory = try StoreDirectory()
        let store = try directory.open()
        var next = 0
        while next < chain.blocks.count {
            let batch = Array(chain.blocks[next..<min(next + 100, chain.blocks.count)])
            let outcome = try store.connect(batch, now: StoredChain.now)
            #expect(outcome.violation == nil)
            next += outcome.connected
            try expect(store, after: chain.records[next - 1])
        }
    }

    private func expect(_ store: ChainStore, after record: StoredChain.Record) throws {
        let summary = store.summary
        #expect(summary.tip.height.rawValue == record.height)
        #expect(summary.tip.hash.description == record.hash)
        #expect(summary.tip.treasury.rawValue == record.treasury)
        #expect(summary.unspentCount == record.utxoCount)
        if let digest = record.utxoDigest {
            #expect(try store.unspentDigest(.recorded).description == digest, "height \(record.height)")
        }
    }
}
