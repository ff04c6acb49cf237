import Foundation
import GRDB
import Testing
import TimeModel
import TimePeers

struct PeerRecordStoreTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private func store(_ access: PeerDatabase.Access = .readWrite) throws -> PeerRecordStore {
        PeerRecordStore(try PeerDatabase(path: folder.path, network: .testnet, access: access))
    }

    private func record(_ address: String, milliseconds: Int = 80) -> PeerRecord {
        var record = PeerRecord(PeerAddress(address)!)
        record.roundTrips.record(.milliseconds(milliseconds))
        record.score.succeeded(at: UnixTime(1_000))
        return record
    }

    private func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: folder.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func whatIsWrittenIsReadByTheNextProcess() throws {
        let records = [record("192.0.2.1"), record("2001:db8::1", milliseconds: 900)]
        try store().write(records, at: UnixTime(1_000))
        let read = try store(.readOnly).records()
        #expect(read.count == 2)
        for record in records { #expect(read[record.address] == record) }
        #expect(try store().record(of: records[0].address) == records[0])
        #expect(try store().record(of: PeerAddress("192.0.2.9")!) == nil)
    }

    @Test func aLaterRecordTakesThePlaceOfAnEarlierOne() throws {
        let store = try store()
        try store.write([record("192.0.2.1")], at: UnixTime(1_000))
        try store.write([record("192.0.2.1", milliseconds: 900)], at: UnixTime(2_000))
        #expect(try store.records().values.map { $0 } == [record("192.0.2.1", milliseconds: 900)])
    }

    @Test func recordsLeaveNoTraceInTheAuditLog() throws {
        try store().write([record("192.0.2.1")], at: UnixTime(1_000))
        let (records, faults) = try folder.open().verify()
        #expect(records == 0 && faults.isEmpty)
    }

    @Test func whoWasNotHeardOfFor30DaysIsForgotten() throws {
        let store = try store()
        let first: Int64 = 1_000
        try store.write([record("192.0.2.1")], at: UnixTime(first))
        try store.write([record("192.0.2.2")], at: UnixTime(first + 30 * 86_400))
        #expect(try store.records().count == 2)
        try store.write([], at: UnixTime(first + 30 * 86_400 + 1))
        #expect(try store.records().keys.map(\.description) == ["192.0.2.2"])
    }

    @Test func ofTooManyTheOldestAreForgotten() throws {
        let store = try store()
        func records(_ second: Int) -> [PeerRecord] {
            (0..<3_000).map { PeerRecord(PeerAddress("10.\(second).\($0 / 250).\($0 % 250)")!) }
        }
        for second in 1...3 { try store.write(records(second), at: UnixTime(Int64(second))) }
        let kept = try store.records().keys
        #expect(kept.count == PeersLimits.peerRecords)
        #expect(kept.count { $0.octets[1] == 3 } == 3_000 && kept.count { $0.octets[1] == 2 } == 2_000)
    }

    @Test func whatIsDamagedCountsAsNeverLearned() throws {
        try store().write([record("192.0.2.1"), record("192.0.2.2")], at: UnixTime(1_000))
        try tamper("UPDATE peer_records SET round_trips = 'x', score = x'00' WHERE address = '192.0.2.1'")
        try tamper("INSERT INTO peer_records VALUES ('nobody', 1000, '', '')")
        let records = try store().records()
        #expect(records.count == 2)
        #expect(records[PeerAddress("192.0.2.1")!] == PeerRecord(PeerAddress("192.0.2.1")!))
        #expect(records[PeerAddress("192.0.2.2")!] == record("192.0.2.2"))
    }

    /// As an older version left it.
    private func makeOlder() throws {
        try folder.open().edit { try $0.add(AddressPrefix("192.0.2.1")!, reason: "ours") }
        try tamper("DROP TABLE peer_records; DELETE FROM grdb_migrations WHERE identifier = '2 peer records'")
    }

    @Test func anOlderStoreIsReadAsItIs() throws {
        try makeOlder()
        #expect(try folder.open(access: .readOnly).entries().count == 1)
        #expect(try store(.readOnly).records().isEmpty)
    }

    @Test func anOlderStoreIsBroughtUpToDateByWhoeverWritesIt() throws {
        try makeOlder()
        try store().write([record("192.0.2.1")], at: UnixTime(1_000))
        #expect(try folder.open().entries().count == 1)
        #expect(try folder.open().verify().faults.isEmpty)
        #expect(try store(.readOnly).records().count == 1)
    }
}
