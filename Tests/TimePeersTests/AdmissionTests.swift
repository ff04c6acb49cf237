import Testing
import TimeModel
import TimePeers
import TimeSimulation

struct AdmissionTests {
    private let trusted = PeerStanding.whitelisted(Trust(source: .manual, permissions: .all))
    private let own = PeerAddress("192.0.2.100")!
    private let lower = PeerAddress("192.0.2.7")!
    private let higher = PeerAddress("192.0.2.200")!

    private func moment(_ seconds: Int) -> Moment { .start + .seconds(seconds) }

    /// Addresses of as many /24.
    private func address(_ number: Int) -> PeerAddress { PeerAddress("10.\(number / 256).\(number % 256).1")! }

    private func ticket(_ outcome: Admission.Outcome) -> Admission.Ticket? {
        switch outcome {
        case .admitted(let ticket), .replaces(let ticket, _): ticket
        case .refused: nil
        }
    }

    private func full(_ limits: Admission.Slots = .standard, of direction: Admission.Direction = .inbound) -> Admission
    {
        var admission = Admission(limits: limits, ownAddress: own)
        let count = direction == .inbound ? limits.inbound : limits.outbound
        for number in 0..<count {
            _ = admission.admit(address(number), direction: direction, standing: .regular, at: .start)
        }
        return admission
    }

    // MARK: Slots

    @Test(arguments: [Admission.Direction.inbound, .outbound])
    func thereAre250SlotsInEachDirectionForOrdinaryPeers(direction: Admission.Direction) {
        var admission = full(of: direction)
        #expect(admission.sessions == 250)
        #expect(admission.admit(higher, direction: direction, standing: .regular, at: .start) == .refused(.full))
        #expect(ticket(admission.admit(higher, direction: direction, standing: trusted, at: .start)) != nil)
    }

    @Test func ordinaryPeersLeave100SlotsToWhitelistedPeersAndMasternodes() {
        var admission = Admission()
        var admitted = 0
        for number in 0..<600 {
            let direction: Admission.Direction = number.isMultiple(of: 2) ? .inbound : .outbound
            let outcome = admission.admit(address(number), direction: direction, standing: .regular, at: .start)
            if ticket(outcome) != nil { admitted += 1 }
        }
        #expect(admitted == 400)
        for number in 600..<700 {
            let standing = number.isMultiple(of: 2) ? trusted : .regular
            let outcome = admission.admit(
                address(number), direction: .inbound, standing: standing, isMasternode: !number.isMultiple(of: 2),
                at: .start)
            #expect(ticket(outcome) != nil)
        }
        #expect(admission.sessions == 500)
        #expect(admission.admit(higher, direction: .inbound, standing: trusted, at: .start) == .refused(.full))
    }

    @Test func aSlotIsFreeAgainWhenItsSessionIsGone() throws {
        var admission = full()
        let present = try #require(ticket(admission.admit(higher, direction: .inbound, standing: trusted, at: .start)))
        #expect(admission.sessions == 251)
        admission.gone(present)
        #expect(admission.sessions == 250)
    }

    @Test func whoIsTakenOffTheWhitelistNoLongerHoldsAReservedSlot() throws {
        var admission = Admission(limits: .init(inbound: 5, outbound: 5, total: 3, reserved: 1))
        let present = try #require(ticket(admission.admit(lower, direction: .inbound, standing: trusted, at: .start)))
        _ = admission.admit(address(1), direction: .inbound, standing: .regular, at: .start)
        admission.reclassify(present, standing: .regular, isMasternode: false)
        #expect(
            admission.admit(address(2), direction: .inbound, standing: .regular, at: .start) == .refused(.full))
        admission.reclassify(present, standing: .regular, isMasternode: true)
        #expect(ticket(admission.admit(address(2), direction: .inbound, standing: .regular, at: .start)) != nil)
    }

    @Test func theBannedAndWeOurselvesGetNone() {
        var admission = Admission(ownAddress: own)
        let banned = PeerStanding.banned(.manual)
        #expect(admission.accepts(lower, standing: banned, at: .start) == .banned)
        #expect(admission.admit(lower, direction: .outbound, standing: banned, at: .start) == .refused(.banned))
        #expect(admission.accepts(own, standing: trusted, at: .start) == .ourselves)
    }

    // MARK: One session per address

    @Test func anOrdinaryPeerThatComesAgainIsRefused() {
        var admission = Admission(ownAddress: own)
        _ = admission.admit(higher, direction: .inbound, standing: .regular, at: .start)
        #expect(admission.accepts(higher, standing: .regular, at: moment(100)) == .duplicate)
        #expect(
            admission.admit(higher, direction: .inbound, standing: .regular, at: moment(100)) == .refused(.duplicate))
    }

    @Test func aWhitelistedPeerThatComesAgainReplacesItsOldSession() throws {
        var admission = Admission(ownAddress: own)
        let old = try #require(ticket(admission.admit(higher, direction: .inbound, standing: trusted, at: .start)))
        #expect(admission.accepts(higher, standing: trusted, at: .start) == nil)
        let outcome = admission.admit(higher, direction: .inbound, standing: trusted, at: .start)
        let new = try #require(ticket(outcome))
        #expect(outcome == .replaces(new, old: old))
        // The old session's end frees nothing.
        admission.gone(old)
        #expect(admission.sessions == 1)
        admission.gone(new)
        #expect(admission.sessions == 0)
    }

    @Test func aWhitelistedPeerReplacesItsSessionEvenIfAllSlotsAreTaken() {
        var admission = Admission(limits: .init(inbound: 1, outbound: 1, total: 1, reserved: 0))
        _ = admission.admit(higher, direction: .inbound, standing: trusted, at: .start)
        #expect(ticket(admission.admit(higher, direction: .inbound, standing: trusted, at: .start)) != nil)
    }

    /// Whichever handshake is complete first on either side, both sides keep the dial of the higher address.
    @Test(arguments: [true, false], [true, false])
    func ifBothDialAtOnceBothKeepTheHigherOnesDial(isWhitelisted: Bool, isOursFirst: Bool) {
        let standing = isWhitelisted ? trusted : .regular
        for (us, peer) in [(higher, lower), (lower, higher)] {
            var admission = Admission(ownAddress: us)
            for direction in isOursFirst ? [.outbound, .inbound] : [Admission.Direction.inbound, .outbound] {
                _ = admission.admit(peer, direction: direction, standing: standing, at: .start)
            }
            #expect(admission.sessions(us > peer ? .outbound : .inbound) == 1)
            #expect(admission.sessions == 1)
        }
    }

    @Test func aWhitelistedPeerThatDialsLaterHasLostItsSession() {
        var admission = Admission(ownAddress: own)
        _ = admission.admit(lower, direction: .outbound, standing: trusted, at: .start)
        #expect(
            admission.admit(lower, direction: .inbound, standing: trusted, at: moment(9)) == .refused(.duplicate))
        #expect(ticket(admission.admit(lower, direction: .inbound, standing: trusted, at: moment(10))) != nil)
        #expect(admission.sessions(.inbound) == 1 && admission.sessions == 1)
    }

    @Test func whoDoesNotKnowItsAddressKeepsItsOwnDial() {
        var admission = Admission()
        _ = admission.admit(higher, direction: .outbound, standing: .regular, at: .start)
        #expect(
            admission.admit(higher, direction: .inbound, standing: .regular, at: .start) == .refused(.duplicate))
    }

    // MARK: Before the handshake

    @Test func noMoreThan25NewConnectionsAreAcceptedInAMinute() {
        var admission = Admission()
        for number in 0..<25 {
            #expect(admission.accepts(address(number), standing: .regular, at: moment(number)) == nil)
            admission.gaveUp(address(number))
        }
        #expect(admission.accepts(address(25), standing: .regular, at: moment(59)) == .tooManyNew)
        #expect(admission.accepts(address(25), standing: .regular, at: moment(60)) == nil)
        #expect(admission.accepts(address(26), standing: .regular, at: moment(60)) == .tooManyNew)
    }

    @Test(arguments: [
        ("198.51.100.", "198.51.100.0/24", "198.51.101.1"), ("2001:db8:1::", "2001:db8:1::/48", "2001:db8:2::1"),
    ])
    func noMoreThan20OfThemComeFromOneRange(prefix: String, range: String, other: String) throws {
        var admission = Admission()
        for number in 1...20 {
            let address = try #require(PeerAddress("\(prefix)\(number)"))
            #expect(admission.accepts(address, standing: .regular, at: .start) == nil)
            admission.gaveUp(address)
        }
        let next = try #require(PeerAddress("\(prefix)21"))
        let refusal = Admission.Refusal.tooManyNewOfRange(try #require(AddressPrefix(range)))
        #expect(admission.accepts(next, standing: .regular, at: .start) == refusal)
        #expect(admission.accepts(next, standing: trusted, at: .start) == nil)
        #expect(admission.accepts(try #require(PeerAddress(other)), standing: .regular, at: .start) == nil)
    }

    @Test func whitelistedPeersAreExemptFromTheRate() {
        var admission = Admission()
        for number in 0..<60 { #expect(admission.accepts(address(number), standing: trusted, at: .start) == nil) }
        #expect(admission.accepts(address(60), standing: .regular, at: .start) == .tooManyHandshakes)
    }

    @Test func connectionsWithoutAHandshakeAreBounded() {
        var admission = Admission()
        for number in 0..<PeersLimits.handshakesOfAll {
            #expect(admission.accepts(address(number), standing: trusted, at: .start) == nil)
        }
        #expect(admission.accepts(higher, standing: trusted, at: .start) == .tooManyHandshakes)
        admission.gaveUp(address(0))
        #expect(admission.accepts(higher, standing: trusted, at: .start) == nil)
        #expect(ticket(admission.admit(higher, direction: .inbound, standing: trusted, at: .start)) != nil)
        #expect(admission.handshakes == PeersLimits.handshakesOfAll - 1)
    }

    @Test func oneAddressHasTwoHandshakesAtATime() {
        var admission = Admission()
        #expect(admission.accepts(lower, standing: trusted, at: .start) == nil)
        #expect(admission.accepts(lower, standing: trusted, at: .start) == nil)
        #expect(admission.accepts(lower, standing: trusted, at: .start) == .tooManyHandshakes)
    }

    @Test func aBareConnectionTakesNobodysSlot() {
        var admission = Admission(ownAddress: own)
        _ = admission.admit(higher, direction: .inbound, standing: trusted, at: .start)
        #expect(admission.accepts(higher, standing: trusted, at: .start) == nil)
        admission.gaveUp(higher)
        #expect(admission.sessions == 1 && admission.handshakes == 0)
    }

    /// Whatever comes and goes: no more sessions than slots, one per address, and the reserve stays.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theLimitsAlwaysHold(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let limits = Admission.Slots(inbound: 12, outbound: 12, total: 20, reserved: 5)
        var admission = Admission(limits: limits, ownAddress: address(30))
        var held: [PeerAddress: (ticket: Admission.Ticket, isOrdinary: Bool)] = [:]
        for step in 0..<3_000 {
            let peer = address(Int(generator.next() % 60))
            if generator.next() % 3 == 0 {
                if let ticket = held.removeValue(forKey: peer)?.ticket { admission.gone(ticket) }
                continue
            }
            let isOrdinary = generator.next() % 3 > 0
            let outcome = admission.admit(
                peer, direction: generator.next() % 2 == 0 ? .inbound : .outbound,
                standing: isOrdinary ? .regular : trusted, at: moment(step))
            if case .replaces(_, let old) = outcome { #expect(held[peer]?.ticket == old, "seed \(seed)") }
            if let ticket = ticket(outcome) { held[peer] = (ticket, isOrdinary) }
            #expect(admission.sessions == held.count && held.count <= 20, "seed \(seed)")
            #expect(held.values.count { $0.isOrdinary } <= 15, "seed \(seed)")
        }
    }
}
