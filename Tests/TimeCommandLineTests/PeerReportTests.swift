import Testing
import TimeCommandLine
import TimeModel
import TimePeers

/// What people read about the store of peers.
@Suite struct PeerReportTests {
    static let now = UnixTime(1_790_000_000)
    static let prefix = AddressPrefix("203.0.113.7")!

    static func entry(
        _ state: WhitelistState = .approved, _ source: WhitelistSource = .manual, reason: String = "known",
        deadline: UnixTime? = nil, prefix: AddressPrefix = prefix
    ) -> WhitelistEntry {
        WhitelistEntry(
            prefix: prefix, source: source, state: state, permissions: .all, reason: reason, created: now, updated: now,
            deadline: deadline)
    }

    /// Tried on a store that isn't there.
    static func change(_ action: WhitelistAction, reason: String = "why") throws -> WhitelistChange {
        let path = "/nonexistent/peers.sqlite"
        let store = WhitelistStore(try PeerDatabase(path: path, network: .testnet, access: .readOnly))
        let changes = try store.change(by: "test", at: now, commits: false) { edit in
            switch action {
            case .add: try edit.add(prefix, reason: reason)
            case .ban: try edit.ban(prefix, reason: reason, expires: now.advanced(bySeconds: 60))
            default:
                try edit.add(prefix, reason: reason, deadline: now.advanced(bySeconds: 60))
                try edit.revoke(prefix, reason: reason)
            }
        }
        return try #require(changes.last)
    }

    @Test func aChangeIsALine() throws {
        let added = try Self.change(.add)
        #expect(ChangeReport.line(added) == "added 203.0.113.7 (manual): why")
        #expect(ChangeReport.line(added, committed: false) == "would add 203.0.113.7 (manual): why")
        let end = Self.now.advanced(bySeconds: 60).text
        #expect(ChangeReport.line(try Self.change(.ban)) == "banned 203.0.113.7 (manual, until \(end)): why")
        #expect(
            ChangeReport.line(try Self.change(.revoke)) == "revoked 203.0.113.7 (manual, until \(end)): why")
    }

    @Test func everyActionHasAPastTense() {
        let expected = [
            "added", "proposed", "configured", "unconfigured", "imported", "approved", "rejected", "revoked", "expired",
            "updated", "pruned", "undid", "banned", "unbanned", "lapsed", "would have banned",
        ]
        #expect(WhitelistAction.allCases.map(\.past) == expected)
    }

    @Test func noStoredTextCommandsTheTerminal() throws {
        let line = ChangeReport.line(try Self.change(.add, reason: "a\u{1B}[2Jb\u{202E}c\nd"))
        #expect(line == "added 203.0.113.7 (manual): a [2Jb c d")
        let listed = ListedEntry(Self.entry(reason: "\u{7}x"), bans: BanIndex([], at: Self.now), at: Self.now)
        #expect(EntryTable([listed], at: Self.now).lines.last?.hasSuffix("\u{FFFD}x") ?? false)
    }

    @Test func aTableFitsTheTerminal() {
        let entries = [Self.entry(reason: String(repeating: "long ", count: 40)), Self.entry(.pending, .announced)]
            .map { ListedEntry($0, bans: BanIndex([], at: Self.now), at: Self.now) }
        let lines = EntryTable(entries, at: Self.now, columns: 80).lines
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines[1].count == 80 && lines[1].hasSuffix("..."))
        #expect(EntryTable(entries, at: Self.now).lines[1].count > 200)
        #expect(EntryTable(entries, at: Self.now, columns: 20).lines[1].hasSuffix("  long long long lo..."))
    }

    @Test func anEntryIsShownAsItCountsNow() throws {
        let ban = Ban(
            prefix: AddressPrefix("203.0.113.0/24")!, origin: .manual, reason: "x", created: Self.now, decidedBy: "y")
        let index = BanIndex([ban], at: Self.now)
        let listed = ListedEntry(Self.entry(), bans: index, at: Self.now)
        #expect(EntryTable([listed], at: Self.now).lines[1].contains("approved, banned"))
        #expect(try Output.json(schema: "s", listed).contains("\"banned_by\":\"manual\""))
        let over = ListedEntry(Self.entry(deadline: Self.now), bans: BanIndex([], at: Self.now), at: Self.now)
        #expect(over.entry.state == .expired)
        #expect(EntryTable([over], at: Self.now).lines[1].contains("expired  manual  all     over"))
    }

    @Test func whyNamesTheRowsAndWhatTheyComeTo() {
        let range = AddressPrefix("203.0.113.0/24")!
        let explanation = StandingExplanation(
            of: Self.prefix.address, entries: [Self.entry(.revoked), Self.entry(prefix: range)], bans: [], at: Self.now)
        let lines = StandingReport(explanation).lines
        #expect(lines.first == "203.0.113.7: regular")
        #expect(lines.contains("entry 203.0.113.7 (manual): decides: an operator refused it"))
        #expect(lines.contains("entry 203.0.113.0/24 (manual): does not count: an operator refused a narrower range"))
    }

    @Test(arguments: [
        (PeerStoreError.Code.busy, ProgramStatus.temporaryFailure), (.newerSchema, .configuration),
        (.wrongNetwork, .configuration), (.foreign, .ioError), (.corrupt, .ioError), (.full, .ioError),
        (.inputOutput, .ioError), (.notPermitted, .noPermission),
    ])
    func everyFailureOfTheStoreHasItsStatus(code: PeerStoreError.Code, status: ProgramStatus) {
        let error = OperatorError(PeerStoreError(code, "/x/peers.sqlite", "because"))
        #expect(error.status == status)
        #expect(error.line.hasPrefix("cannot use /x/peers.sqlite: because; "))
        #expect(OperatorError(WhitelistRefusal.unknown(Self.prefix)).status == .dataError)
    }
}
