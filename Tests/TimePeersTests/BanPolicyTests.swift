import Testing
import TimeModel
import TimePeers
import TimeSimulation

struct BanPolicyTests {
    private let address = PeerAddress("192.0.2.7")!
    private let wallClock = UnixTime(1_000_000)

    private func trusted(_ permissions: WhitelistPermissions) -> PeerStanding {
        .whitelisted(Trust(source: .manual, permissions: permissions))
    }

    private func offend(
        _ policy: inout BanPolicy, _ violation: Violation = .forgedSignature, by offender: PeerAddress? = nil,
        standing: PeerStanding = .regular, hour: Double = 0
    ) -> [BanPolicy.Effect] {
        policy.handle(
            .violation(offender ?? address, violation, evidence: "seen", standing: standing),
            at: .start + .seconds(hour * 3_600), wallClock: wallClock)
    }

    /// How long the offender is banned after each of so many violations, in seconds; nil if it isn't.
    private func bans(_ count: Int, hour: Double = 0, _ policy: inout BanPolicy) -> [Int64?] {
        (0..<count)
            .map { _ in
                guard case .ban(_, _, _, let expires)? = offend(&policy, hour: hour).first else { return nil }
                return expires.seconds(since: wallClock)
            }
    }

    @Test func theLadderHasThreeRungs() {
        var policy = BanPolicy()
        let bans = bans(40, &policy)
        for (index, ban) in bans.enumerated() {
            let expected: Int64? = [5: 300, 10: 3_600, 20: 86_400][index + 1]
            #expect(ban == expected, "violation \(index + 1)")
        }
    }

    @Test func theLastRungIsSteppedOnAgainWhenItsBanIsOver() {
        var policy = BanPolicy()
        let hours = (0..<50)
            .filter { hour in
                let effects = (0..<100).flatMap { _ in offend(&policy, hour: Double(hour)) }
                return !effects.isEmpty
            }
        #expect(hours == [0, 24, 48])
    }

    @Test func whatAPeerWithNobanRepeatsIsRecordedAFewTimes() {
        var policy = BanPolicy()
        #expect((0..<10_000).flatMap { _ in offend(&policy, standing: trusted([.noban])) }.count == 3)
        // Once it isn't trusted any more, what it does next counts.
        let effects = (0..<100).flatMap { _ in offend(&policy) }
        guard effects.count == 1, case .ban(_, _, _, let expires) = effects[0] else {
            Issue.record("\(effects)")
            return
        }
        #expect(expires.seconds(since: wallClock) == 86_400)
    }

    @Test func aBanSaysWhyAndShowsTheEvidence() throws {
        var policy = BanPolicy()
        _ = bans(4, &policy)
        let effect = try #require(offend(&policy, .brokenRule).first)
        #expect(
            effect
                == .ban(
                    address, reason: "5 violations, the last one: a block of its fails a rule", evidence: "seen",
                    expires: UnixTime(1_000_300)))
    }

    @Test func countersHalveEveryHour() {
        var policy = BanPolicy()
        _ = bans(4, &policy)
        #expect(bans(2, hour: 0.99, &policy) == [300, nil])
        // Six become three, then one and a half, which is one.
        #expect(bans(1, hour: 1, &policy) == [nil])
        #expect(policy.violations(of: address) == 4)
        #expect(bans(1, hour: 3, &policy) == [nil])
        #expect(policy.violations(of: address) == 2)
        #expect(bans(1, hour: 1_000, &policy) == [nil])
        #expect(policy.violations(of: address) == 1)
    }

    @Test func abusedHandshakesCountOnlyWhenTheyAreRepeated() {
        var policy = BanPolicy()
        for _ in 0..<2 { _ = offend(&policy, .handshakeAbuse) }
        #expect(policy.violations(of: address) == 0)
        for _ in 0..<4 { #expect(offend(&policy, .handshakeAbuse).isEmpty) }
        #expect(offend(&policy, .handshakeAbuse).count == 1)
        // Twice a day is an accident.
        for day in 1...20 {
            for _ in 0..<2 { #expect(offend(&policy, .handshakeAbuse, hour: Double(day) * 24).isEmpty) }
        }
        #expect(policy.violations(of: address) == 0)
    }

    @Test func aWhitelistedPeerWithNobanIsOnlyRecorded() throws {
        var policy = BanPolicy()
        for _ in 0..<4 { _ = offend(&policy, standing: trusted([.noban])) }
        let effect = try #require(offend(&policy, standing: trusted([.keep, .noban])).first)
        guard case .wouldBan(address, _, _, let expires) = effect else {
            Issue.record("\(effect)")
            return
        }
        #expect(expires == UnixTime(1_000_300))
    }

    @Test func whitelistedWithoutNobanIsBanned() throws {
        var policy = BanPolicy()
        for _ in 0..<4 { _ = offend(&policy, standing: trusted([.keep, .sync])) }
        guard case .ban? = offend(&policy, standing: trusted([.keep, .sync])).first else {
            Issue.record("not banned")
            return
        }
    }

    @Test func addressesAreCountedApartAndForgivingForgets() {
        var policy = BanPolicy()
        _ = bans(4, &policy)
        #expect(offend(&policy, by: PeerAddress("192.0.2.8")!).isEmpty)
        #expect(policy.handle(.forgiven(address), at: .start, wallClock: wallClock).isEmpty)
        #expect(offend(&policy).isEmpty)
        #expect(policy.violations(of: address) == 1)
        #expect(policy.totalViolations == 2)
    }

    @Test func evidenceIsCut() {
        var policy = BanPolicy()
        var effects: [BanPolicy.Effect] = []
        for _ in 0..<5 {
            effects = policy.handle(
                .violation(
                    address, .brokenRule, evidence: String(repeating: "x", count: 100_000), standing: .regular),
                at: .start, wallClock: wallClock)
        }
        guard case .ban(_, _, let evidence, _)? = effects.first else {
            Issue.record("not banned")
            return
        }
        #expect(evidence.utf8.count == PeersLimits.textLength)
    }

    @Test func aFloodOfOffendersTakesNoMoreMemoryAndHidesNobody() {
        var policy = BanPolicy()
        _ = bans(4, &policy)
        for number in 0..<50_000 {
            let octets: [UInt8] = [10, UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
            _ = offend(&policy, by: PeerAddress(octets: octets))
            #expect(policy.watchedCount <= PeersLimits.watchedAddresses)
        }
        #expect(offend(&policy).count == 1)
    }

    @Test func aClockThatIsOutOfRangeDoesNotTrap() {
        var policy = BanPolicy()
        var effects: [BanPolicy.Effect] = []
        for _ in 0..<5 {
            effects = policy.handle(
                .violation(address, .brokenRule, evidence: "", standing: .regular), at: .start,
                wallClock: UnixTime(.max))
        }
        #expect(effects.count == 1)
    }

    /// Against a plain list of times: never a ban without five violations in the time in which the first still count.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func nobodyIsBannedForLess(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var policy = BanPolicy()
        var times: [Double] = []
        var hour = 0.0
        for _ in 0..<500 {
            hour += Double(generator.next() % 10_000) / 10_000 * Double(seed % 8 + 1) / 8
            times.append(hour)
            guard !offend(&policy, hour: hour).isEmpty else { continue }
            #expect(times.count(where: { hour - $0 < 5 }) >= 5, "seed \(seed)")
        }
    }
}
