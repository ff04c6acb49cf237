import TestSupport
import Testing
import TimeModel
import TimePeers

struct TrustTableTests {
    private func entry(
        _ prefix: String, _ source: WhitelistSource = .manual, _ state: WhitelistState = .approved,
        _ permissions: WhitelistPermissions? = nil, deadline: Int64? = nil
    ) -> WhitelistEntry {
        WhitelistEntry(
            prefix: AddressPrefix(prefix)!, source: source, state: state,
            permissions: permissions ?? source.defaultPermissions, reason: "", created: UnixTime(0),
            updated: UnixTime(0), deadline: deadline.map { UnixTime($0) })
    }

    private func table(_ entries: [WhitelistEntry], bans: [Ban] = [], at seconds: Int64 = 1) -> TrustTable {
        TrustTable(entries: entries, bans: bans, revision: 7, at: UnixTime(seconds))
    }

    private func source(_ table: TrustTable, _ address: String) -> WhitelistSource? {
        table.standing(of: PeerAddress(address)!).trust?.source
    }

    @Test func theStrongestApprovedSourceCounts() {
        let table = table([
            entry("192.0.2.1", .api), entry("192.0.2.1", .manual, .approved, .keep), entry("192.0.2.1", .config),
        ])
        #expect(
            table.standing(of: PeerAddress("192.0.2.1")!)
                == .whitelisted(Trust(source: .manual, permissions: .keep)))
        #expect(table.approvedCount == 1)
    }

    @Test(arguments: [WhitelistState.pending, .rejected, .revoked, .expired])
    func onlyAnApprovedEntryCounts(state: WhitelistState) {
        #expect(source(table([entry("192.0.2.1", .api, state)]), "192.0.2.1") == nil)
        #expect(source(table([entry("192.0.2.1", .api, state), entry("192.0.2.1", .config)]), "192.0.2.1") == .config)
    }

    @Test func aRangeHoldsItsAddressesAndNoOthers() {
        let table = table([entry("192.0.2.0/24"), entry("2001:db8::/32", .imported)])
        #expect(source(table, "192.0.2.255") == .manual)
        #expect(source(table, "192.0.3.0") == nil)
        #expect(source(table, "2001:db8:ffff::1") == .imported)
        #expect(source(table, "2001:db9::1") == nil)
    }

    @Test func aStrongerRangeCountsBeforeAWeakerAddressAndOfEqualsTheNarrowest() {
        let table = table([
            entry("192.0.2.0/24", .manual, .approved, .all), entry("192.0.2.1", .announced),
            entry("192.0.2.2", .manual, .approved, .keep),
        ])
        #expect(table.standing(of: PeerAddress("192.0.2.1")!).permissions == .all)
        #expect(table.standing(of: PeerAddress("192.0.2.2")!).permissions == .keep)
    }

    @Test func aRefusedAddressIsNotTrustedForItsRange() {
        let table = table([
            entry("192.0.2.0/24"), entry("192.0.2.1", .api, .revoked), entry("192.0.2.128/25", .manual, .revoked),
        ])
        #expect(source(table, "192.0.2.1") == nil)
        #expect(source(table, "192.0.2.2") == .manual)
        #expect(source(table, "192.0.2.200") == nil)
    }

    @Test func aBannedRangeBansItsTrustedAddresses() {
        let ban = Ban(
            prefix: AddressPrefix("192.0.2.0/24")!, origin: .manual, reason: "", created: UnixTime(0),
            expires: UnixTime(9), decidedBy: "")
        let entries = [entry("192.0.2.1"), entry("198.51.100.1")]
        #expect(table(entries, bans: [ban]).standing(of: PeerAddress("192.0.2.1")!) == .banned(.manual))
        #expect(table(entries, bans: [ban]).standing(of: PeerAddress("192.0.2.9")!) == .banned(.manual))
        #expect(source(table(entries, bans: [ban], at: 9), "192.0.2.1") == .manual)
    }

    @Test func keptAddressesAreThoseOfEntriesWhateverBansSay() {
        let bans = ["192.0.2.1", "10.0.0.1"]
            .flatMap { prefix in
                BanOrigin.allCases.map { origin in
                    Ban(
                        prefix: AddressPrefix(prefix)!, origin: origin, reason: "", created: UnixTime(0),
                        expires: UnixTime(9), decidedBy: "")
                }
            }
        let entries = [entry("192.0.2.1"), entry("10.0.0.0/8")]
        #expect(table(entries, bans: bans).keptAddresses == [PeerAddress("192.0.2.1")!])
        #expect(table(entries, bans: []).keptAddresses == [PeerAddress("192.0.2.1")!])
    }

    @Test func theTableKnowsWhenItEnds() {
        let table = table([entry("192.0.2.1", deadline: 500), entry("192.0.2.2", deadline: 300), entry("192.0.2.3")])
        #expect(table.validUntil == UnixTime(300))
        #expect(self.table([entry("192.0.2.2", deadline: 300)], at: 300).approvedCount == 0)
        #expect(self.table([entry("192.0.2.2", .api)]).validUntil == UnixTime(7 * 86_400))
    }

    @Test func keptAddressesComeByStrengthAndHoldNoRanges() {
        let table = table([
            entry("192.0.2.9", .announced), entry("192.0.2.8", .manual),
            entry("192.0.2.7", .manual, .approved, .norate),
            entry("192.0.2.6", .config), entry("10.0.0.0/8"),
        ])
        #expect(table.keptAddresses.map(\.description) == ["192.0.2.8", "192.0.2.6", "192.0.2.9"])
    }

    /// Against a plain reading of the rules, over many small random tables.
    @Test func theTableAgreesWithAPlainReadingOfTheRules() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
        var random = SplitMix(state: seed)
        for _ in 0..<2_000 {
            let entries = (0..<Int.random(in: 0...5, using: &random))
                .map { _ in
                    entry(
                        "10.0.0.\(Int.random(in: 0...3, using: &random))/\(Int.random(in: 29...32, using: &random))",
                        WhitelistSource.allCases.randomElement(using: &random)!,
                        WhitelistState.allCases.randomElement(using: &random)!)
                }
            var unique: [AddressPrefix: [WhitelistSource: WhitelistEntry]] = [:]
            for entry in entries { unique[entry.prefix, default: [:]][entry.source] = entry }
            let kept = unique.values.flatMap(\.values)
            let address = PeerAddress("10.0.0.\(Int.random(in: 0...7, using: &random))")!
            #expect(source(table(kept), address.description) == Self.plain(kept, address), "seed \(seed)")
        }
    }

    private static func plain(_ entries: [WhitelistEntry], _ address: PeerAddress) -> WhitelistSource? {
        var found: [WhitelistSource] = []
        for length in (0...32).reversed() {
            let level = entries.filter { $0.prefix.length == length && $0.prefix.contains(address) }
            let approved = level.filter { $0.state == .approved }.map(\.source)
            found += approved
            if approved.isEmpty, level.contains(where: \.state.isRefusal) { break }
        }
        return found.max()
    }

    /// The physical limit: a hash of four bytes and two cache misses, about 200 ns.
    @Test(.alone) func aMillionAddressesAreLookedUpInUnderAMicrosecondEach() {
        let entries = (0..<1_000_000)
            .map { index in
                WhitelistEntry(
                    prefix: AddressPrefix(Self.address(index)), source: .api, state: .approved, permissions: .all,
                    reason: "",
                    created: UnixTime(0), updated: UnixTime(0))
            }
        let table = table(entries)
        let wanted = (0..<200_000).map { Self.address($0 &* 7_919 % 2_000_000) }
        var found = 0
        let clock = ContinuousClock()
        let fastest = (0..<3)
            .map { _ in
                clock.measure { for address in wanted where table.standing(of: address).trust != nil { found += 1 } }
            }
            .min()
        let each = (fastest ?? .zero) / wanted.count
        print("a lookup among a million addresses takes \(each)")
        #expect(found > 0 && each < .microseconds(1))
    }

    private static func address(_ index: Int) -> PeerAddress {
        PeerAddress(octets: [11, UInt8(index >> 16 & 255), UInt8(index >> 8 & 255), UInt8(index & 255)])!
    }
}

/// A small generator whose seed can be printed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
