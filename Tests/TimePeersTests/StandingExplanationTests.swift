import Testing
import TimeModel
import TimePeers

/// What an operator is told about an address is what the node does with it.
@Suite struct StandingExplanationTests {
    static let now = UnixTime(1_790_000_000)
    static let address = PeerAddress("10.1.2.3")!
    static let prefixes = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.3"].compactMap(AddressPrefix.init)

    static func entry(
        _ prefix: AddressPrefix, _ source: WhitelistSource, _ state: WhitelistState,
        _ permissions: WhitelistPermissions = .all, deadline: UnixTime? = nil
    ) -> WhitelistEntry {
        WhitelistEntry(
            prefix: prefix, source: source, state: state, permissions: permissions, reason: "r", created: now,
            updated: now, deadline: deadline)
    }

    static func ban(_ prefix: AddressPrefix, _ origin: BanOrigin, expires: UnixTime? = nil) -> Ban {
        Ban(prefix: prefix, origin: origin, reason: "r", created: now, expires: expires, decidedBy: "x")
    }

    /// Without the rows that decide, it is another standing, or rests on others; without all others it is the same.
    @Test func theGroundsThatDecideAreTheGrounds() throws {
        for seed in UInt64(1)...3000 {
            var random = SplitMix(state: seed)
            let (entries, bans) = Self.rows(&random)
            let table = TrustTable(entries: entries, bans: bans, revision: 0, at: Self.now)
            let explanation = StandingExplanation(of: Self.address, entries: entries, bans: bans, at: Self.now)
            #expect(explanation.standing == table.standing(of: Self.address), "seed \(seed)")
            let deciding = explanation.grounds.filter(\.decides).map(\.row)
            let kept = deciding.reduce(into: (entries: [WhitelistEntry](), bans: [Ban]())) { kept, row in
                switch row {
                case .entry(let entry): kept.entries.append(entry)
                case .ban(let ban): kept.bans.append(ban)
                }
            }
            let alone = TrustTable(entries: kept.entries, bans: kept.bans, revision: 0, at: Self.now)
            #expect(alone.standing(of: Self.address) == explanation.standing, "seed \(seed)")
            #expect(deciding.isEmpty ? explanation.standing == .regular : true, "seed \(seed)")
        }
    }

    static func rows(_ random: inout SplitMix) -> (entries: [WhitelistEntry], bans: [Ban]) {
        var entries: [WhitelistEntry] = []
        var bans: [Ban] = []
        for prefix in prefixes.reversed() {
            for source in WhitelistSource.allCases where Int.random(in: 0..<5, using: &random) == 0 {
                let state = WhitelistState.allCases.randomElement(using: &random) ?? .approved
                let permissions = WhitelistPermissions(rawValue: UInt8.random(in: 0..<16, using: &random))
                let isOver = Int.random(in: 0..<6, using: &random) == 0
                entries.append(entry(prefix, source, state, permissions, deadline: isOver ? now : nil))
            }
            for origin in BanOrigin.allCases where Int.random(in: 0..<12, using: &random) == 0 {
                bans.append(ban(prefix, origin, expires: Bool.random(using: &random) ? now : nil))
            }
        }
        return (entries, bans)
    }

    @Test func eachStandingIsToldInPlainWords() {
        let prefix = AddressPrefix(Self.address)
        func told(_ entries: [WhitelistEntry], _ bans: [Ban]) -> [String] {
            StandingExplanation(of: Self.address, entries: entries, bans: bans, at: Self.now).consequences
        }
        #expect(told([], []) == ["It is treated like any other peer."])
        #expect(
            told([], [Self.ban(prefix, .manual)]) == ["It gets no session, in or out, until the ban is lifted."])
        let end = Self.now.advanced(bySeconds: 60)
        #expect(
            told([], [Self.ban(prefix, .automatic, expires: end)])
                == ["It gets no session, in or out, until \(end.text)."])
        #expect(told([Self.entry(prefix, .manual, .approved)], []).count == 4)
    }

    @Test func theIndexOfBansAgreesWithTheTable() {
        for seed in UInt64(1)...300 {
            var random = SplitMix(state: seed)
            let bans = Self.rows(&random).bans
            let table = TrustTable(entries: [], bans: bans, revision: 0, at: Self.now)
            let found = BanIndex(bans, at: Self.now).ban(on: AddressPrefix(Self.address))
            #expect(table.standing(of: Self.address) == PeerStanding(trust: nil, ban: found?.origin), "seed \(seed)")
        }
    }
}
