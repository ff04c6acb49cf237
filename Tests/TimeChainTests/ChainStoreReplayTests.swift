import Testing
import TimeChain
import TimeModel

/// The recorded chains through the store.
struct ChainStoreReplayTests {
    @Test(arguments: ["plain", "rich"])
    func holdsWhatWasRecordedAfterEachBatch(of name: String) throws {
        let chain = try RecordedChain.named(name)
        let directory = try StoreDirectory()
        let store = try directory.open()
        var next = 0
        while next < chain.blocks.count {
            let batch = Array(chain.blocks[next..<min(next + 100, chain.blocks.count)])
            let outcome = try store.connect(batch, now: RecordedChain.clock)
            #expect(outcome.violation == nil)
            next += outcome.connected
            try store.expect(chain.records[next - 1])
        }
    }
}
