import Foundation
import Testing
import TimeModel
import TimePeers

/// The one place that decides between trust and bans, row by row of the manual's table.
struct PeerStandingTests {
    static let rows: [(entry: String, ban: String, standing: String)] = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("man/timekit.7")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.matches(of: #/\n\.It ([a-z, ]+) Ta (none|manual|config|automatic) Ta (regular|whitelisted|banned)/#)
            .map { (String($0.1), String($0.2), String($0.3)) }
    }()

    /// The standing that the store gives to an address with such an entry and such a ban.
    @Test func theManualsTableHasARowForEachCase() {
        #expect(Self.rows.count == 16)
        #expect(Set(Self.rows.map(\.entry)) == ["none", "manual", "manual, without noban", "automatic"])
    }

    @Test(arguments: rows)
    func aRowOfTheManualHolds(row: (entry: String, ban: String, standing: String)) throws {
        let address = try #require(PeerAddress("192.0.2.1"))
        let trusts: [Trust?] =
            switch row.entry {
            case "none": [nil]
            case "manual": [WhitelistSource.manual, .config, .imported].map { Trust(source: $0, permissions: .all) }
            case "manual, without noban": [Trust(source: .manual, permissions: [.keep, .norate, .sync])]
            default: [WhitelistSource.api, .announced].map { Trust(source: $0, permissions: $0.defaultPermissions) }
            }
        let ban = BanOrigin(rawValue: row.ban)
        for trust in trusts {
            let entries = trust.map {
                [
                    WhitelistEntry(
                        prefix: AddressPrefix(address), source: $0.source, state: .approved,
                        permissions: $0.permissions, reason: "", created: UnixTime(0), updated: UnixTime(0))
                ]
            }
            let bans = ban.map {
                [Ban(prefix: AddressPrefix(address), origin: $0, reason: "", created: UnixTime(0), decidedBy: "")]
            }
            let table = TrustTable(entries: entries ?? [], bans: bans ?? [], revision: 0, at: UnixTime(1))
            let expected: PeerStanding? =
                switch row.standing {
                case "regular": .regular
                case "whitelisted": trust.map(PeerStanding.whitelisted)
                default: ban.map(PeerStanding.banned)
                }
            #expect(table.standing(of: address) == expected)
        }
    }

    @Test func anAutomaticBanOfAWhitelistedAddressIsOnlyRecorded() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let address = try #require(PeerAddress("192.0.2.1"))
        try store.edit { try $0.add(AddressPrefix(address), reason: "ours") }
        var isBanned = true
        let changes = try store.edit {
            isBanned = try $0.banAutomatically(address, reason: "forged", evidence: "vote", expires: UnixTime(2_000))
        }
        #expect(!isBanned)
        #expect(changes.map(\.action) == [.wouldBan])
        #expect(try store.bans().isEmpty)
        #expect(try store.records().last?.change.reason == "forged: vote")
    }

    @Test(arguments: BanOrigin.allCases)
    func aBannedAddressIsNotWhitelistedUntilTheBanIsLifted(origin: BanOrigin) throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let address = try #require(PeerAddress("192.0.2.1"))
        let prefix = AddressPrefix(address)
        try store.edit { edit in
            switch origin {
            case .manual: try edit.ban(prefix, reason: "noisy")
            case .config: _ = try edit.configure(ConfiguredTrust(whitelisted: [], banned: [prefix]))
            case .automatic:
                try edit.banAutomatically(address, reason: "forged", evidence: "", expires: UnixTime(5_000))
            }
        }
        #expect(throws: WhitelistRefusal.self) { try store.edit { try $0.add(prefix, reason: "ours") } }
        #expect(try store.standing("192.0.2.1") == .banned(origin))
        guard origin != .config else {
            #expect(throws: WhitelistRefusal.self) {
                try store.edit { try $0.add(prefix, reason: "ours", liftsBans: true) }
            }
            return
        }
        let changes = try store.edit { try $0.add(prefix, reason: "ours", liftsBans: true) }
        #expect(changes.map(\.action) == [.unban, .add])
        #expect(try store.standing("192.0.2.1").trust?.source == .manual)
    }
}
