import Foundation
import GRDB
import Testing
import TimeChain
import TimeModel

struct ChainStoreOpeningTests {
    @Test(arguments: NetworkParameters.Network.allCases)
    func anEmptyDirectoryBecomesAStoreOfGenesis(_ name: NetworkParameters.Network) throws {
        let network = NetworkParameters(name)
        let directory = try StoreDirectory()
        let store = try ChainStore(directory: directory.file("new/deep"), network: network)
        #expect(store.tip == ChainTip(genesisOf: network))
        #expect(store.summary.unspentCount == 0)
        #expect(try store.blockHash(at: .genesis) == network.genesisHash)
        let blocks = try store.blockBytes(from: 0, through: 0, maximumCount: 1, maximumBytes: .max)
        #expect(blocks == [Array(network.genesis.bytes)])
    }

    @Test func aSecondOpenerIsTurnedAwayAndChangesNoByte() throws {
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(try RecordedChain.plain.get(), 0..<50)
        let before = try directory.contents()
        #expect(throwing(.busy) { _ = try directory.open() })
        #expect(throwing(.busy) { _ = try directory.open(.mainnet) })
        #expect(try directory.contents() == before)
        try store.connect(try RecordedChain.plain.get(), 50..<60)
    }

    @Test func theLockEndsWithTheStore() throws {
        let directory = try StoreDirectory()
        for _ in 0..<3 { _ = try directory.open() }
    }

    @Test func aStoreOfANewerVersionIsRefused() throws {
        let directory = try StoreDirectory()
        try directory.open().execute("INSERT INTO grdb_migrations VALUES ('2 from the future')")
        let before = try directory.contents()
        #expect(throwing(.newerSchema) { _ = try directory.open() })
        #expect(try directory.contents()["chain.sqlite"] == before["chain.sqlite"])
    }

    @Test func aStoreOfAnotherNetworkIsRefused() throws {
        let directory = try StoreDirectory()
        try directory.open().connect(try RecordedChain.plain.get(), 0..<5)
        #expect(throwing(.wrongNetwork) { _ = try directory.open(.mainnet) })
        #expect(try directory.open().tip.height == 5)
    }

    @Test func anotherProgramsDatabaseIsRefusedUnchanged() throws {
        let directory = try StoreDirectory()
        let other = try DatabaseQueue(path: directory.database)
        try other.write { try $0.execute(sql: "CREATE TABLE precious (data); INSERT INTO precious VALUES (1)") }
        try other.close()
        let before = try directory.contents()["chain.sqlite"]
        #expect(throwing(.foreign) { _ = try directory.open() })
        #expect(try directory.contents()["chain.sqlite"] == before)
    }

    @Test func aFileThatIsNoDatabaseIsRefusedUnchanged() throws {
        let directory = try StoreDirectory()
        let text = Data(String(repeating: "These are my notes.\n", count: 1000).utf8)
        try text.write(to: URL(fileURLWithPath: directory.database))
        #expect(throwing(.foreign) { _ = try directory.open() })
        #expect(try directory.contents()["chain.sqlite"] == text)
    }

    @Test func aDirectoryThatCantBeMadeIsReported() throws {
        let directory = try StoreDirectory()
        try Data().write(to: URL(fileURLWithPath: directory.file("file")))
        #expect(
            throwing(.inputOutput) {
                _ = try ChainStore(directory: directory.file("file/below"), network: .testnet)
            })
    }

    /// Killed while it was being made: a file of no length, or with a header and nothing else.
    @Test func aStoreThatWasNeverFinishedIsMadeAnew() throws {
        let directory = try StoreDirectory()
        try Data().write(to: URL(fileURLWithPath: directory.database))
        #expect(try directory.open().tip.height == .genesis)

        let begun = try StoreDirectory()
        let pool = try DatabasePool(path: begun.database)
        try pool.close()
        #expect(try begun.open().tip.height == .genesis)
    }

    /// Killed while SQLite was changing the new file: whoever opens it next takes the change back.
    @Test func aStoreKilledInItsFirstChangeIsMadeAnew() throws {
        let making = try StoreDirectory()
        let killed = try StoreDirectory()
        try DatabaseQueue(path: making.database)
            .writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE unfinished (data)")
                for _ in 0..<100 { try database.execute(sql: "INSERT INTO unfinished VALUES (randomblob(4000))") }
                for name in ["chain.sqlite", "chain.sqlite-journal"] {
                    try FileManager.default.copyItem(atPath: making.file(name), toPath: killed.file(name))
                }
                try database.execute(sql: "ROLLBACK")
            }
        #expect(try killed.open().tip.height == .genesis)
    }

    /// Every page but the first in turn: some damage shows at once, all of it when the store is verified.
    @Test func damagedPagesAreReportedAndNothingIsDeleted() throws {
        let directory = try StoreDirectory()
        try directory.open().connect(try RecordedChain.plain.get(), 0..<200)
        let sound = try #require(try directory.contents()["chain.sqlite"])
        for page in stride(from: 1, to: sound.count / 4096, by: 5) {
            var damaged = sound
            for offset in 0..<4096 { damaged[page * 4096 + offset] ^= UInt8(truncatingIfNeeded: offset | 1) }
            try damaged.write(to: URL(fileURLWithPath: directory.database))
            do throws(ChainStoreError) {
                let report = try directory.open().verify(now: RecordedChain.clock)
                #expect(!report.isSound, "page \(page)")
            } catch {
                #expect(error.code == .corrupt, "page \(page): \(error)")
            }
            let size = try directory.contents()["chain.sqlite"]?.count ?? 0
            #expect(size >= damaged.count, "page \(page)")
        }
    }

    @Test func aTipThatIsNotTheHighestBlockIsReported() throws {
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(try RecordedChain.plain.get(), 0..<5)
        try store.execute("DELETE FROM blocks WHERE height = 5")
        #expect(throwing(.corrupt) { _ = try directory.snapshot().open() })
    }
}
