import Testing
import TimeChain
import TimeModel

struct ChainStoreUndoTests {
    /// As deep as the network reorganises, in steps of every size up to that.
    @Test(arguments: [1, 7, 100])
    func takingBlocksBackRestoresEveryRecordedState(_ step: Int) throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<320)
        for height in stride(from: 320 - step, through: 220, by: -step) {
            try store.disconnect(to: Height(UInt64(height)))
            try store.expect(chain.records[height - 1])
            #expect(try store.blockHash(at: Height(UInt64(height + 1))) == nil)
            #expect(try store.findings(from: Height(UInt64(height + 1)), maximumCount: 1) == [])
        }
        #expect(try store.verify(now: RecordedChain.clock).differences == [])

        let low = Int(store.tip.height.rawValue)
        try store.connect(chain, low..<320)
        try store.expect(chain.records[319])
        #expect(try store.verify(now: RecordedChain.clock).differences == [])
        #expect(try directory.snapshot().open().summary == store.summary)
    }

    /// Block by block from genesis, so that blocks with anything unusual in them are all taken back once.
    @Test func everyBlockCanBeTakenBackAndConnectedAgain() throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        for index in chain.blocks.indices {
            let before = store.summary
            try store.connect(chain, index..<index + 1)
            let after = store.summary
            try store.disconnect(to: before.tip.height)
            #expect(store.summary == before, "height \(index + 1)")
            if index > 0 { try store.expect(chain.records[index - 1]) }
            try store.connect(chain, index..<index + 1)
            #expect(store.summary == after, "height \(index + 1)")
        }
        try store.expect(chain.records[319])
        #expect(try store.verify(now: RecordedChain.clock).differences == [])
    }

    @Test func deeperThanTheNetworkReorganisesIsRefused() throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<150)
        #expect(throwing(.tooDeep) { try store.disconnect(to: 49) })
        try store.expect(chain.records[149])

        try store.disconnect(to: 60)
        #expect(throwing(.tooDeep) { try store.disconnect(to: 40) }, "undo data is kept for 100 blocks only")
        try store.expect(chain.records[59])
    }

    @Test func takingNothingBackChangesNothing() throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<10)
        try store.disconnect(to: 10)
        try store.disconnect(to: 11)
        try store.expect(chain.records[9])
    }
}

/// Whether `body` fails with this code.
func throwing(_ code: ChainStoreError.Code, _ body: () throws -> Void) -> Bool {
    do {
        try body()
        return false
    } catch {
        return (error as? ChainStoreError)?.code == code
    }
}
