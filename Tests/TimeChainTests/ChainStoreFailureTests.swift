import GRDB
import Testing
import TimeChain
import TimeModel

/// A batch that can't be finished leaves the store as it was before.
struct ChainStoreFailureTests {
    @Test func aFullDiskLosesNothingAndTheBatchCanBeRetried() throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<100)
        try store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try store.execute("PRAGMA max_page_count = 1")
        #expect(throwing(.full) { _ = try store.connect(Array(chain.blocks[100...]), now: RecordedChain.clock) })
        try store.expect(chain.records[99])
        #expect(try directory.snapshot().open().summary == store.summary)
        #expect(throwing(.full) { _ = try store.connect(Array(chain.blocks[100...]), now: RecordedChain.clock) })

        try store.execute("PRAGMA max_page_count = 1000000")
        try store.connect(chain, 100..<320)
        try store.expect(chain.records[319])
        #expect(try store.verify(now: RecordedChain.clock).differences == [])
    }

    /// At the first block of the batch, in its midst, and after everything else has been written.
    @Test(arguments: [
        "INSERT ON blocks WHEN NEW.height = 101", "INSERT ON blocks WHEN NEW.height = 200",
        "INSERT ON outputs WHEN NEW.height = 250", "DELETE ON outputs", "INSERT ON transactions", "UPDATE ON state",
    ])
    func aFailureAnywhereInABatchLeavesTheTipBefore(_ event: String) throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<100)
        let before = store.summary
        try store.execute("CREATE TEMP TRIGGER failing AFTER \(event) BEGIN SELECT RAISE(FAIL, 'on purpose'); END")
        #expect(
            throwing(.inputOutput) {
                _ = try store.connect(Array(chain.blocks[100...]), now: RecordedChain.clock)
            })
        #expect(store.summary == before)
        try store.expect(chain.records[99])
        try store.execute("DROP TRIGGER failing")
        #expect(try store.verify(now: RecordedChain.clock).differences == [])
        try store.connect(chain, 100..<320)
        try store.expect(chain.records[319])
    }

    /// The files are copied while a batch is half written, with so small a cache that much of it is in the log already.
    @Test(arguments: [101, 210, 320])
    func whoeverIsKilledAmidABatchFindsTheTipBefore(_ height: Int) throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<100)
        let copies = CopyCollector(directory)
        try store.pool.writeWithoutTransaction { database in
            database.add(
                function: DatabaseFunction("copy_files", argumentCount: 0) { _ in
                    try copies.copy()
                    return nil
                })
            try database.execute(
                sql: """
                    PRAGMA cache_size = 10;
                    CREATE TEMP TRIGGER copying AFTER INSERT ON blocks WHEN NEW.height = \(height)
                    BEGIN SELECT copy_files(); END;
                    """)
        }
        try store.connect(chain, 100..<320)
        try store.expect(chain.records[319])

        let revived = try #require(copies.last).open()
        try revived.expect(chain.records[99])
        #expect(try revived.verify(now: RecordedChain.clock).differences == [])
        try revived.connect(chain, 100..<320)
        try revived.expect(chain.records[319])
    }
}

/// Copies of a store's files, taken on the store's own thread while the test waits for it.
private final class CopyCollector: @unchecked Sendable {
    private let directory: StoreDirectory
    private(set) var last: StoreDirectory?

    init(_ directory: StoreDirectory) { self.directory = directory }

    func copy() throws { last = try directory.snapshot() }
}
