import Foundation
import GRDB
import Testing
import TimeModel
import TimePeers

struct MasternodeStoreTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private func store(_ access: PeerDatabase.Access = .readWrite) throws -> MasternodeStore {
        MasternodeStore(try PeerDatabase(path: folder.path, network: .testnet, access: access))
    }

    private func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: folder.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func record(_ address: String, lastSeen: Int64? = nil) -> MasternodeRecord {
        MasternodeRecord(
            address: PeerAddress(address)!, rewardAddress: "TIME0x",
            publicKey: Ed25519.SigningKey(seed: [UInt8](repeating: 7, count: 32))!.verifyingKey, claimedTier: .free,
            source: .listed, firstSeen: UnixTime(1_000), lastSeen: lastSeen.map { UnixTime($0) })
    }

    private var full: MasternodeRecord {
        var record = record("192.0.2.1", lastSeen: 2_000)
        record.claimedTier = .gold
        record.provenTier = .gold
        record.collateral = OutPoint(
            transactionID: TransactionID(Hash256([UInt8](repeating: 17, count: 32))!), index: .max)
        record.hasProof = true
        record.source = .direct
        return record
    }

    @Test func whatIsWrittenIsReadByTheNextProcess() throws {
        let records = [full, record("192.0.2.2")]
        try store().write(records.reversed())
        #expect(try store(.readOnly).records() == records)
    }

    @Test func activityIsNotKept() throws {
        var active = full
        active.isActive = true
        try store().write([active])
        #expect(try store().records() == [full])
    }

    @Test func aLaterRecordTakesThePlaceOfAnEarlierOneAndARemovedOneIsGone() throws {
        let store = try store()
        try store.write([record("192.0.2.1"), record("192.0.2.2")])
        try store.write([full], removing: [PeerAddress("192.0.2.2")!])
        #expect(try store.records() == [full])
    }

    @Test func ofTooManyTheLongestUnseenAreForgotten() throws {
        let store = try store()
        let records = (0..<(PeersLimits.masternodeRecords + 10))
            .map { number in
                record("10.0.\(number / 250).\(number % 250)", lastSeen: Int64(number))
            }
        try store.write(records)
        #expect(try store.records() == Array(records.dropFirst(10)))
    }

    @Test func whatIsDamagedCountsAsNeverLearned() throws {
        try store().write([full, record("192.0.2.2"), record("192.0.2.3")])
        try tamper("UPDATE masternodes SET collateral = 'x' WHERE address = '192.0.2.1'")
        try tamper("UPDATE masternodes SET public_key = x'00' WHERE address = '192.0.2.2'")
        try tamper("UPDATE masternodes SET claimed_tier = 'diamond' WHERE address = '192.0.2.3'")
        let records = try store().records()
        #expect(records.map(\.address.description) == ["192.0.2.1"])
        #expect(records[0].collateral == nil && records[0].provenTier == .free && !records[0].hasProof)
    }

    @Test func aStoreOfAnOlderVersionIsReadAsItIsAndBroughtUpToDateByWhoeverWrites() throws {
        try store().write([full])
        try tamper("DROP TABLE masternodes")
        try tamper("DELETE FROM grdb_migrations WHERE identifier = '3 masternodes'")
        #expect(try store(.readOnly).records().isEmpty)
        try store().write([full])
        #expect(try store(.readOnly).records() == [full])
    }
}
