import Testing
import TimeModel
import TimePeers

/// What a file's word is worth in the store.
@Suite struct WhitelistImportTests {
    static let now = UnixTime(1_790_000_000)

    let folder: StoreFolder
    let store: WhitelistStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.open(.mainnet)
    }

    @discardableResult
    func take(_ text: String, approves: Bool) throws -> [WhitelistFile.Fault] {
        let file = try WhitelistFile(
            Array(text.utf8), format: .csv, network: .mainnet, reason: "file", at: Self.now)
        var refused: [WhitelistFile.Fault] = []
        try store.change(by: "test", at: Self.now) { edit in
            refused = try file.apply(to: &edit, approves: approves, reason: "import")
        }
        return refused
    }

    func states() throws -> [String] {
        try store.entries().map { "\($0.prefix) \($0.state.rawValue) \($0.permissions)" }
    }

    @Test func whatAFileApprovesWaitsUnlessItsWordIsEnough() throws {
        try take("address,state\n192.0.2.1,approved\n192.0.2.2,rejected\n", approves: false)
        #expect(try states().map { $0.split(separator: " ")[1] } == ["pending", "rejected"])
        try take("address,state\n192.0.2.1,approved\n192.0.2.2,rejected\n", approves: true)
        #expect(try states().map { $0.split(separator: " ")[1] } == ["approved", "rejected"])
    }

    @Test func anImportThatIsRepeatedTakesNoApprovalAway() throws {
        let text = "address,permissions\n192.0.2.1,\"keep,noban\"\n"
        try take(text, approves: false)
        try store.change(by: "operator", at: Self.now) {
            try $0.approve(AddressPrefix("192.0.2.1")!, reason: "known")
        }
        let revision = try store.revision()
        try take(text, approves: false)
        #expect(try states() == ["192.0.2.1 approved keep,noban"])
        try take("address,permissions\n192.0.2.1,keep\n", approves: false)
        #expect(try states() == ["192.0.2.1 approved keep"])
        #expect(try store.revision() == revision + 1)
    }

    @Test func aFileThatAsksForMoreWaitsAgain() throws {
        try take("address,permissions\n192.0.2.1,keep\n", approves: true)
        try take("address,permissions\n192.0.2.1,\"keep,sync\"\n", approves: false)
        #expect(try states() == ["192.0.2.1 pending keep,sync"])
    }

    @Test func whatIsBannedIsRefusedInItsPlace() throws {
        try store.change(by: "operator", at: Self.now) { try $0.ban(AddressPrefix("192.0.2.0/24")!, reason: "spam") }
        let refused = try take("address,state\n198.51.100.1,\n192.0.2.9,\n192.0.2.10,revoked\n", approves: true)
        #expect(refused.map(\.place) == [TextPlace(line: 3, column: 1)])
        #expect(refused.first?.reason.contains("is banned") ?? false)
        #expect(try states().map { $0.split(separator: " ")[0] } == ["192.0.2.10", "198.51.100.1"])
    }

    @Test func longTextsAreCutAtWholeCharactersOfTheirBytes() throws {
        let long = String(repeating: "e\u{301}\u{302}", count: 4000)
        try take("address,reason,note\n192.0.2.1,\(long),\(long)\n", approves: true)
        let entry = try #require(try store.entries().first)
        #expect((497...500).contains(entry.reason.utf8.count))
        #expect((497...500).contains(try #require(entry.note).utf8.count))
        #expect(try store.verify().faults.isEmpty)
    }

    @Test func theCallersOwnErrorTakesTheTransactionBack() throws {
        struct Mine: Error, Equatable {}
        #expect(throws: Mine()) {
            try store.change(by: "test", at: Self.now) { edit in
                try edit.add(AddressPrefix("192.0.2.1")!, reason: "x")
                throw Mine()
            }
        }
        #expect(try store.entries().isEmpty)
    }
}
