import Foundation
import Testing
import TimeModel
import TimePeers

struct WhitelistStoreTests {
    private let folder: StoreFolder
    private let store: WhitelistStore
    private let address = PeerAddress("192.0.2.1")!
    private let prefix = AddressPrefix("192.0.2.1")!

    init() throws {
        folder = try StoreFolder()
        store = try folder.open()
    }

    @Test func whatIsAddedIsThereAfterOpeningAgain() throws {
        try store.edit {
            try $0.add(prefix, permissions: [.keep, .sync], reason: "ours", note: "rack 4", deadline: UnixTime(9_000))
        }
        let entry = try #require(try folder.open().entries().first)
        #expect(entry.prefix == prefix && entry.source == .manual && entry.state == .approved)
        #expect(entry.permissions == [.keep, .sync] && entry.note == "rack 4" && entry.expires == UnixTime(9_000))
        #expect(entry.decidedBy == "test" && entry.created == UnixTime(1_000))
        #expect(try store.verify().faults.isEmpty)
    }

    @Test func theSameWordAgainChangesNothing() throws {
        try store.edit { try $0.add(prefix, reason: "ours") }
        #expect(try store.edit(at: 2_000) { try $0.add(prefix, reason: "ours") }.isEmpty)
        #expect(try store.edit(at: 2_000) { try $0.add(prefix, reason: "theirs") }.count == 1)
        #expect(try store.records().count == 2)
    }

    @Test func aDryRunTellsTheChangesAndMakesNone() throws {
        let changes = try store.change(by: "test", at: UnixTime(1), commits: false) {
            try $0.add(prefix, reason: "ours")
        }
        #expect(changes.map(\.action) == [.add])
        #expect(try store.entries().isEmpty)
        #expect(try store.revision() == 0)
    }

    @Test func oneRefusalTakesTheWholeTransactionBack() throws {
        #expect(throws: WhitelistRefusal.unknown(AddressPrefix("192.0.2.2")!)) {
            try store.edit { edit in
                try edit.add(prefix, reason: "ours")
                try edit.revoke(AddressPrefix("192.0.2.2")!, reason: "gone")
            }
        }
        #expect(try store.entries().isEmpty)
        #expect(try store.records().isEmpty)
    }

    @Test(arguments: [
        ("10.0.0.0/7", nil, WhitelistRefusal.rangeTooWide(AddressPrefix("10.0.0.0/7")!)),
        ("::/0", nil, .rangeTooWide(AddressPrefix("::/0")!)),
        ("10.0.0.0/8", 1_000, .deadlineOver(UnixTime(1_000))),
        ("10.0.0.0/8", 253_402_300_800, .deadlineTooFar(UnixTime(253_402_300_800))),
        ("10.0.0.0/8", .max, .deadlineTooFar(UnixTime(.max))),
    ])
    func slipsOfTheHandAreRefused(text: String, deadline: Int64?, refusal: WhitelistRefusal) throws {
        let prefix = try #require(AddressPrefix(text))
        let end = deadline.map { UnixTime($0) }
        #expect(throws: refusal) { try store.edit { try $0.add(prefix, reason: "", deadline: end) } }
        #expect(throws: refusal) { try store.edit { try $0.ban(prefix, reason: "", expires: end) } }
    }

    @Test(arguments: [
        (NetworkParameters.Network.testnet, nil, WhitelistState.approved), (.mainnet, nil, .pending),
        (.mainnet, WhitelistPolicy.Approval.automatic, .approved), (.testnet, .manual, .pending),
    ])
    func thePolicyDecidesAboutProposals(
        network: NetworkParameters.Network, approval: WhitelistPolicy.Approval?, state: WhitelistState
    ) throws {
        let policy = WhitelistPolicy(network, approval: approval)
        try store.edit { try $0.propose(address, source: .api, reason: "listed", policy: policy) }
        #expect(try store.state("192.0.2.1", .api) == state)
        #expect(try store.edit { try $0.propose(address, source: .api, reason: "listed", policy: policy) }.isEmpty)
    }

    @Test(arguments: [
        (NetworkParameters.Network.testnet, nil, true, true), (.mainnet, nil, false, true),
        (.mainnet, WhitelistPolicy.Announced.none, false, false), (.mainnet, .all, true, true),
    ])
    func whoAnnouncesItselfIsProposedByPolicy(
        network: NetworkParameters.Network, announced: WhitelistPolicy.Announced?, free: Bool, paid: Bool
    ) {
        let policy = WhitelistPolicy(network, announced: announced)
        #expect(policy.proposes(paysCollateral: false) == free)
        #expect(policy.proposes(paysCollateral: true) == paid)
    }

    @Test func whatAnOperatorRefusedIsNotProposedAgain() throws {
        let policy = WhitelistPolicy(.mainnet)
        try store.edit { try $0.propose(address, source: .api, reason: "listed", policy: policy) }
        try store.edit { try $0.reject(prefix, reason: "unknown") }
        var outcome = WhitelistEdit.ProposalOutcome.approved
        try store.edit { outcome = try $0.propose(address, source: .announced, reason: "said so", policy: policy) }
        #expect(outcome == .refused)
        try store.edit { try $0.approve(prefix, reason: "known now") }
        #expect(try store.standing("192.0.2.1").trust?.source == .api)
    }

    @Test func revokingTakesAllSourcesBack() throws {
        let policy = WhitelistPolicy(.testnet)
        try store.edit { edit in
            _ = try edit.configure(ConfiguredTrust(whitelisted: [address]))
            try edit.add(prefix, reason: "ours")
            try edit.propose(address, source: .api, reason: "listed", policy: policy)
        }
        #expect(try store.edit { try $0.revoke(prefix, reason: "sold") }.count == 3)
        #expect(try store.standing("192.0.2.1") == .regular)
        let revoked = try revokedByConfiguring()
        #expect(revoked.map(\.source) == [.config])
        try store.edit { try $0.add(prefix, reason: "bought back") }
        #expect(try store.standing("192.0.2.1").trust?.source == .manual)
    }

    private func revokedByConfiguring() throws -> [WhitelistEntry] {
        var revoked: [WhitelistEntry] = []
        try store.edit { revoked = try $0.configure(ConfiguredTrust(whitelisted: [address])) }
        return revoked
    }

    @Test func leavingTheConfigurationTakesOnlyThatSource() throws {
        try store.edit { edit in
            _ = try edit.configure(ConfiguredTrust(whitelisted: [address], banned: [AddressPrefix("198.51.100.0/24")!]))
            try edit.add(prefix, reason: "ours")
        }
        #expect(
            try store.edit { _ = try $0.configure(ConfiguredTrust(whitelisted: [])) }.map(\.action) == [
                .unconfigure, .unconfigure,
            ])
        #expect(try store.standing("192.0.2.1").trust?.source == .manual)
        #expect(try store.bans().isEmpty)
    }

    @Test func automaticEntriesExpireAWeekAfterTheyWereSeenAndOthersDoNot() throws {
        let week: Int64 = 7 * 86_400
        try store.edit { edit in
            try edit.propose(address, source: .api, reason: "listed", policy: WhitelistPolicy(.testnet))
            try edit.add(AddressPrefix("192.0.2.2")!, reason: "ours")
        }
        try store.noteSeen([address, PeerAddress("192.0.2.99")!], at: UnixTime(5_000))
        #expect(try store.edit(at: 4_999 + week) { try $0.expire() }.isEmpty)
        #expect(try store.edit(at: 5_000 + week) { try $0.expire() }.map(\.subject) == [prefix])
        #expect(try store.state("192.0.2.1", .api) == .expired)
        #expect(try store.standing("192.0.2.2", at: 5_000 + week).trust?.source == .manual)
        try store.edit(at: 6_000 + week) {
            try $0.propose(address, source: .api, reason: "listed", policy: WhitelistPolicy(.testnet))
        }
        #expect(try store.state("192.0.2.1", .api) == .approved)
        #expect(try store.verify().faults.isEmpty)
    }

    @Test func whatIsOverExpiresAndALapsedBanIsTakenOut() throws {
        try store.edit { edit in
            try edit.add(prefix, reason: "for a while", deadline: UnixTime(1_500))
            try edit.ban(AddressPrefix("198.51.100.7")!, reason: "noisy", expires: UnixTime(1_500))
        }
        #expect(try store.standing("198.51.100.7", at: 1_499).isBanned)
        #expect(try store.standing("198.51.100.7", at: 1_500) == .regular)
        #expect(try store.edit(at: 1_500) { try $0.expire() }.map(\.action) == [.expire, .lapse])
        #expect(try store.bans().isEmpty)
    }

    @Test func pruningForgetsWhatWasDecidedLongAgo() throws {
        try store.edit { try $0.add(prefix, reason: "ours") }
        try store.edit(at: 2_000) { try $0.revoke(prefix, reason: "sold") }
        #expect(try store.edit { try $0.prune([.revoked], before: UnixTime(2_000), reason: "") }.isEmpty)
        #expect(try store.edit { try $0.prune([.revoked], before: UnixTime(2_001), reason: "") }.count == 1)
        #expect(try store.entries().isEmpty)
    }

    @Test func anImportTakesTheEntryAsItIs() throws {
        let entry = WhitelistEntry(
            prefix: AddressPrefix("198.51.100.0/24")!, source: .imported, state: .pending, permissions: [.keep],
            tier: .silver, reason: "from a friend", created: UnixTime(0), updated: UnixTime(0))
        try store.edit { try $0.take(entry, reason: "friends.json") }
        #expect(try store.edit { try $0.take(entry, reason: "friends.json") }.isEmpty)
        let stored = try #require(try store.entries().first)
        #expect(stored.state == .pending && stored.tier == .silver && stored.created == UnixTime(1_000))
    }

    @Test func undoPutsBackWhatARecordChanged() throws {
        try store.edit { try $0.add(prefix, permissions: .keep, reason: "ours") }
        try store.edit { try $0.add(prefix, permissions: .all, reason: "ours") }
        try store.edit { try $0.undo(2, reason: "slip") }
        #expect(try store.entries().first?.permissions == .keep)
        try store.edit { try $0.undo(3, reason: "no slip") }
        #expect(try store.entries().first?.permissions == .all)
        #expect(throws: WhitelistRefusal.decidedSince(1, by: 4)) { try store.edit { try $0.undo(1, reason: "") } }
        #expect(throws: WhitelistRefusal.noSuchRecord(99)) { try store.edit { try $0.undo(99, reason: "") } }
        #expect(try store.verify().faults.isEmpty)
    }

    @Test func undoDoesNotBringATrustBackIntoABan() throws {
        try store.edit { try $0.add(prefix, reason: "ours") }
        try store.edit { try $0.revoke(prefix, reason: "sold") }
        try store.edit { try $0.ban(AddressPrefix("192.0.2.0/24")!, reason: "noisy") }
        #expect(throws: WhitelistRefusal.self) { try store.edit { try $0.undo(2, reason: "") } }
        try store.edit { try $0.undo(3, reason: "quiet now") }
        #expect(try store.edit { try $0.undo(2, reason: "") }.map(\.action) == [.undo])
    }

    @Test func recordsAreFoundByTimeAndByAddressWithTheRangesThatHoldIt() throws {
        try store.edit(at: 1) { try $0.add(prefix, reason: "a") }
        try store.edit(at: 2) { try $0.ban(AddressPrefix("192.0.0.0/16")!, reason: "b") }
        try store.edit(at: 3) { try $0.add(AddressPrefix("203.0.113.1")!, reason: "c") }
        #expect(try store.records(about: prefix).map(\.id) == [1, 2])
        #expect(try store.records(since: UnixTime(2)).map(\.id) == [2, 3])
    }

    @Test func longTextsAreCutAndStayOnOneLine() throws {
        try store.edit { try $0.add(prefix, reason: "two\nlines " + String(repeating: "x", count: 1_000)) }
        let reason = try #require(try store.entries().first?.reason)
        #expect(reason.count == 500 && reason.hasPrefix("two lines x"))
    }

    /// SQLite ends a text at a NUL, and terminals take orders from what can't be seen.
    @Test(arguments: ["\0", "\u{1B}[2J", "\u{202E}", "\u{2028}", "\r", "\u{7F}"])
    func whatCannotBeSeenIsNotStored(text: String) throws {
        let odd = "a\(text)b"
        try store.change(by: odd, at: UnixTime(1)) { edit in
            try edit.add(prefix, reason: odd, note: odd)
            try edit.ban(AddressPrefix("198.51.100.7")!, reason: odd)
            try edit.banAutomatically(PeerAddress("198.51.100.8")!, reason: odd, evidence: odd, expires: UnixTime(2))
        }
        #expect(try store.verify().faults.isEmpty)
        let stored =
            try store.entries().flatMap { [$0.reason, $0.note ?? "", $0.decidedBy ?? ""] }
            + store.bans().flatMap { [$0.reason, $0.evidence ?? ""] } + store.records().flatMap { [$0.actor] }
        #expect(stored.allSatisfy { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
        #expect(stored.contains { $0.hasPrefix("a ") && $0.hasSuffix("b") })
    }
}
