import Foundation
import GRDB
import Testing
import TimeModel
import TimePeers

/// What is wrong with a store is said, and never mended by making it anew.
struct PeerDatabaseTests {
    private let folder: StoreFolder
    private let prefix = AddressPrefix("192.0.2.1")!

    init() throws { folder = try StoreFolder() }

    private func code(_ body: () throws -> Void) -> PeerStoreError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? PeerStoreError)?.code
        }
    }

    private func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: folder.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func aReaderMakesNoStore() throws {
        #expect(try folder.open(access: .readOnly).entries().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func commitsAreDurable() throws {
        let database = try PeerDatabase(path: folder.path, network: .testnet, access: .readWrite)
        #expect(try database.durability() == ["wal", "2"])
    }

    @Test func anotherNetworksStoreIsRefused() throws {
        _ = try folder.open(.testnet)
        #expect(code { _ = try folder.open(.mainnet) } == .wrongNetwork)
        #expect(code { _ = try folder.open(.mainnet, access: .readOnly) } == .wrongNetwork)
    }

    @Test func aNewerStoreIsRefused() throws {
        _ = try folder.open()
        try tamper("INSERT INTO grdb_migrations VALUES ('99 later')")
        #expect(code { _ = try folder.open() } == .newerSchema)
    }

    @Test(arguments: ["this is a text, not a database, and long enough to be looked at", ""])
    func aForeignFileIsLeftAsItIs(text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path))
        if text.isEmpty {
            // An empty file is an empty database.
            #expect(try folder.open().entries().isEmpty)
        } else {
            #expect(code { _ = try folder.open() } == .foreign)
            #expect(FileManager.default.contents(atPath: folder.path) == Data(text.utf8))
        }
    }

    @Test func anotherProgramsDatabaseIsRefused() throws {
        try tamper("CREATE TABLE notes (text TEXT)")
        #expect(code { _ = try folder.open() } == .foreign)
    }

    @Test func aDamagedStoreIsRefusedAndKept() throws {
        let store = try folder.open()
        try store.edit { for number in 1...200 { try $0.add(AddressPrefix("192.0.2.\(number)")!, reason: "ours") } }
        try tamper("PRAGMA wal_checkpoint(TRUNCATE)")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path))
        try handle.seek(toOffset: 4_096)
        try handle.write(contentsOf: Data(repeating: 0xFF, count: 32_768))
        try handle.close()
        #expect(code { _ = try folder.open().verify() } == .corrupt)
        #expect(try #require(FileManager.default.contents(atPath: folder.path)).count > 32_768)
    }

    @Test func theAuditLogTakesNoChangesAndNoDeletions() throws {
        let store = try folder.open()
        try store.edit { try $0.add(prefix, reason: "ours") }
        #expect(throws: DatabaseError.self) { try tamper("UPDATE audit SET actor = 'nobody'") }
        #expect(throws: DatabaseError.self) { try tamper("DELETE FROM audit") }
    }

    @Test(arguments: [
        ("UPDATE audit SET actor = 'nobody' WHERE id = 2", WhitelistFault.record(2)),
        ("UPDATE audit SET before = '' WHERE id = 1", .record(1)),
        ("DELETE FROM audit WHERE id = 2", .record(3)),
        ("DELETE FROM audit WHERE id = 3", .row(AddressPrefix("192.0.2.3")!, source: "manual")),
        (
            "UPDATE whitelist SET permissions = 'none' WHERE prefix = '192.0.2.2'",
            .row(AddressPrefix("192.0.2.2")!, source: "manual")
        ),
        (
            "INSERT INTO bans VALUES ('192.0.2.9', 'manual', 'x', NULL, 0, NULL, 'x')",
            .row(AddressPrefix("192.0.2.9")!, source: "ban, manual")
        ),
    ])
    func tamperingIsFoundAndNamed(sql: String, fault: WhitelistFault) throws {
        let store = try folder.open()
        for number in 1...3 { try store.edit { try $0.add(AddressPrefix("192.0.2.\(number)")!, reason: "ours") } }
        try tamper("DROP TRIGGER audit_keeps_its_rows; DROP TRIGGER audit_changes_no_row; \(sql)")
        #expect(try store.verify().faults.first == fault)
    }

    @Test func twoWritersWaitForEachOther() async throws {
        let path = folder.path
        _ = try folder.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...4 {
                group.addTask {
                    let store = WhitelistStore(try PeerDatabase(path: path, network: .testnet, access: .readWrite))
                    for number in 1...50 {
                        try store.edit { try $0.add(AddressPrefix("192.0.\(writer).\(number)")!, reason: "ours") }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try folder.open().entries().count == 200)
        let (records, faults) = try folder.open().verify()
        #expect(records == 200 && faults.isEmpty)
    }
}
