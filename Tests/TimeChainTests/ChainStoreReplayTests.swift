import Testing
import TimeChain
import TimeModel
import TimeSimulation

/// The recorded chains through the store.
struct ChainStoreReplayTests {
    @Test(arguments: ["plain", "rich"])
    func holdsWhatWasRecordedAfterEachBatch(of name: String) throws {
        let chain = try RecordedChain.named(name)
        let directory = try StoreDirectory()
        let store = try directory.open()
        for first in stride(from: 0, to: chain.blocks.count, by: 20) {
            try store.connect(chain, first..<first + 20)
            try store.expect(chain.records[first + 19])
        }
    }

    /// The store is closed and opened again after each batch.
    @Test(arguments: ["plain", "rich"], [1, 2, 3, 4] as [UInt64])
    func batchesOfAnySizeGiveTheSameStore(of name: String, seed: UInt64) throws {
        let chain = try RecordedChain.named(name)
        let directory = try StoreDirectory()
        var generator = SeededGenerator(seed: seed)
        var first = 0
        while first < chain.blocks.count {
            let end = min(chain.blocks.count, first + Int.random(in: 1...400, using: &generator))
            try directory.open().connect(chain, first..<end)
            first = end
            #expect(try directory.open().tip.height == Height(UInt64(end)), "seed \(seed)")
        }
        let store = try directory.open()
        try store.expect(try #require(chain.records.last))
        #expect(try store.verify(now: RecordedChain.clock).differences == [], "seed \(seed)")
    }

    @Test func countsWhatTheWholeChainMade() throws {
        let chain = try RecordedChain.plain.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, chain.blocks.indices)
        #expect(store.summary.unspentCount == 10_000)
        #expect(store.summary.supply == Amount(time: 190_000))
        #expect(try directory.snapshot().open().summary == store.summary)
    }

    @Test func stopsAtTheBlockThatIsRefusedAndKeepsThoseBeforeIt() throws {
        let chain = try RecordedChain.plain.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        let blocks = Array(chain.blocks[..<7]) + Array(chain.blocks[8..<12])
        let outcome = try store.connect(blocks, now: RecordedChain.clock)
        #expect(outcome.connected == 7)
        #expect(outcome.violation?.hash.description == chain.records[8].hash)
        #expect(outcome.tip == store.tip)
        try store.expect(chain.records[6])

        let none = try store.connect(Array(chain.blocks[9..<11]), now: RecordedChain.clock)
        #expect(none.connected == 0)
        try store.expect(chain.records[6])
    }

    @Test func keepsFindingsBesideTheBlocks() throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        let outcome = try store.connect(chain.blocks, now: RecordedChain.clock)
        #expect(!outcome.findings.isEmpty)
        #expect(store.summary.findingCount == outcome.findings.count)
        let stored = try store.findings(from: .genesis, maximumCount: .max)
        #expect(Set(stored) == Set(outcome.findings))
        #expect(stored.map(\.height) == stored.map(\.height).sorted())
        let middle = stored[stored.count / 2].height
        #expect(try store.findings(from: middle, maximumCount: 1).map(\.height) == [middle])
    }
}
