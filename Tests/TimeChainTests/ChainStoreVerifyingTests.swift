import Testing
import TimeChain
import TimeModel

struct ChainStoreVerifyingTests {
    private let chain: RecordedChain
    private let directory: StoreDirectory
    private let store: ChainStore

    init() throws {
        chain = try RecordedChain.rich.get()
        directory = try StoreDirectory()
        store = try directory.open()
        try store.connect(chain, 0..<320)
    }

    @Test func aSoundStoreIsFoundSoundAndLeftAsItIs() throws {
        var last: (Height, Height)?
        let before = try directory.contents()["chain.sqlite"]
        let report = try store.verify(now: RecordedChain.clock) { last = ($0, $1) }
        #expect(report.isSound && report.verifiedThrough == 320)
        #expect(last?.0 == 320 && last?.1 == 320)
        #expect(try directory.contents()["chain.sqlite"] == before)
    }

    /// What was changed behind the store's back, and where the report has to say so.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let sql: String
        let part: String
        let names: String

        init(_ sql: String, _ part: String, _ names: String) {
            (self.sql, self.part, self.names) = (sql, part, names)
        }

        var testDescription: String { sql }
    }

    @Test(arguments: [
        Tampering("DELETE FROM outputs WHERE height = 310 AND output = 0", "outputs", "block 310"),
        Tampering("UPDATE outputs SET value = value + 1 WHERE height = 300", "outputs", "block 300"),
        Tampering("UPDATE outputs SET script = x'00' WHERE height = 300", "outputs", "differs"),
        Tampering("INSERT INTO outputs VALUES (7, 0, 0, 1, x'')", "outputs", "block 7, transaction 0, output 0"),
        Tampering("DELETE FROM transactions WHERE height = 5 AND position = 1", "transactions", "missing"),
        Tampering("UPDATE transactions SET position = 0 WHERE height = 5", "transactions", "differs"),
        Tampering("INSERT INTO transactions VALUES (x'00', 1, 1)", "transactions", "00 shouldn't"),
        Tampering("DELETE FROM tombstones", "tombstones", "missing"),
        Tampering("INSERT INTO tombstones VALUES (x'11', x'')", "tombstones", "11 shouldn't"),
        Tampering("DELETE FROM registrations", "registrations", "missing"),
        Tampering("UPDATE undo SET change = x'00' WHERE height = 300", "undo", "block 300 differs"),
        Tampering("INSERT INTO undo VALUES (7, x'00')", "undo", "block 7 shouldn't"),
        Tampering("DELETE FROM findings", "findings", "missing"),
        Tampering("UPDATE state SET supply = supply + 1", "state", "differs"),
        Tampering("UPDATE state SET unspent = 1", "state", "differs"),
        Tampering("UPDATE state SET tip = x'00'", "state", "differs"),
        Tampering("UPDATE blocks SET hash = zeroblob(32) WHERE height = 9", "blocks", "block 9: its hash is"),
        Tampering("UPDATE blocks SET bytes = x'0102' WHERE height = 9", "blocks", "block 9 can't be decoded"),
        Tampering("DELETE FROM blocks WHERE height = 9", "blocks", "block 9: it is missing"),
        Tampering("UPDATE blocks SET bytes = zeroblob(99) WHERE height = 0", "blocks", "block 0 differs"),
        Tampering(
            "UPDATE blocks SET (hash, bytes) = (SELECT hash, bytes FROM blocks WHERE height = 8) WHERE height = 9",
            "blocks", "block 8"),
    ])
    func whateverWasTamperedWithIsNamed(_ tampering: Tampering) throws {
        try store.execute(tampering.sql)
        let report = try store.verify(now: RecordedChain.clock)
        let named = report.differences.filter { $0.part == tampering.part && $0.explanation.contains(tampering.names) }
        #expect(!named.isEmpty, "\(report.differences.prefix(5))")
    }

    @Test func blocksOfTheFutureAreRefusedByTheClockGiven() throws {
        let report = try store.verify(now: NetworkParameters.testnet.slotTime(of: 100))
        #expect(report.verifiedThrough <= 100)
        #expect(report.differences.first?.part == "blocks")
    }
}
