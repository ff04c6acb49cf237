import Testing
import TimeModel
import TimePeers
import TimeSimulation

struct DialPlannerTests {
    private let peer = PeerEndpoint("192.0.2.7:24100", defaultPort: 24100)!

    private func planner() -> DialPlanner {
        var planner = DialPlanner()
        planner.plan([DialCandidate(peer, .kept)], at: .start)
        return planner
    }

    private func endpoint(_ address: String) -> PeerEndpoint { PeerEndpoint(address, defaultPort: 24100)! }
    private func moment(_ seconds: Int) -> Moment { .start + .seconds(seconds) }

    @Test func aConfiguredPeerIsDialledAtOnceAndOnce() {
        var planner = planner()
        #expect(planner.due(at: .start) == [peer])
        #expect(planner.due(at: moment(1_000)).isEmpty)
    }

    @Test func anAddressWithASessionIsNotDialled() {
        var planner = planner()
        #expect(planner.due(at: .start, isConnected: { $0 == peer.address }).isEmpty)
        #expect(planner.due(at: .start) == [peer])
    }

    @Test func failuresBackOffDoublingUpToTheCap() {
        var planner = planner()
        var now = Moment.start
        for wait in [5, 10, 20, 40, 53, 53] {
            #expect(planner.due(at: now) == [peer])
            planner.ended(peer, reachedPeer: false, jitter: 0, at: now)
            #expect(planner.due(at: now + .seconds(wait) - .milliseconds(1)).isEmpty)
            now = now + .seconds(wait)
        }
    }

    @Test func aPeerThatWasReachedIsNotDialledAgainWithin31Seconds() {
        var planner = planner()
        _ = planner.due(at: .start)
        planner.ended(peer, reachedPeer: true, jitter: 0, at: .start)
        #expect(planner.due(at: moment(30)).isEmpty)
        #expect(planner.due(at: moment(31)) == [peer])
    }

    @Test func aSessionOfAMinuteResetsTheBackOff() {
        var planner = planner()
        for round in 0..<6 {
            _ = planner.due(at: moment(round * 100))
            planner.ended(peer, reachedPeer: false, jitter: 0, at: moment(round * 100))
        }
        _ = planner.due(at: moment(1_000))
        planner.established(peer, at: moment(1_000))
        planner.ended(peer, reachedPeer: true, jitter: 0, at: moment(1_060))
        #expect(planner.due(at: moment(1_091)) == [peer])
    }

    @Test(arguments: [0, 0.3, 0.999])
    func noJitterMakesAKeptPeerWaitLongerThanTheLongest(jitter: Double) {
        var planner = planner()
        var now = Moment.start
        for failure in 1...8 {
            #expect(planner.due(at: now) == [peer])
            planner.ended(peer, reachedPeer: false, jitter: jitter, at: now)
            if failure > 4 { #expect(planner.due(at: now + .seconds(42)).isEmpty) }
            now = now + .seconds(53)
        }
        #expect(planner.due(at: now) == [peer])
    }

    @Test func jitterOnlyAddsAndStaysBelowAFifth() {
        var planner = planner()
        _ = planner.due(at: .start)
        planner.ended(peer, reachedPeer: false, jitter: 0.999, at: .start)
        #expect(planner.due(at: moment(5)).isEmpty)
        #expect(planner.due(at: moment(6)) == [peer])
    }

    @Test func whatIsNoLongerPlannedIsNotDialledAndWhatStaysKeepsItsBackOff() {
        var planner = planner()
        let other = PeerEndpoint(address: PeerAddress("192.0.2.8")!, port: 24100)
        _ = planner.due(at: .start)
        planner.ended(peer, reachedPeer: false, jitter: 0, at: .start)
        planner.plan([DialCandidate(other, .kept), DialCandidate(peer, .kept)], at: moment(1))
        #expect(planner.due(at: moment(1)) == [other])
        planner.plan([DialCandidate(peer, .kept)], at: moment(2))
        planner.ended(other, reachedPeer: false, jitter: 0, at: moment(3))
        #expect(planner.due(at: moment(100)) == [peer])
    }

    @Test func noMoreArePlannedThanTheLimit() {
        var planner = DialPlanner()
        planner.plan((1...2_000).map { DialCandidate(endpoint("192.0.\($0 / 250).\($0 % 250)"), .other) }, at: .start)
        #expect(planner.due(at: .start).count == 1_000)
    }

    @Test func keptPeersAreDialledFirstThenMasternodesThenOthers() {
        var planner = DialPlanner()
        let kinds: [DialCandidate.Kind] = [.other, .kept, .masternode, .other, .masternode, .kept]
        planner.plan(zip(1..., kinds).map { DialCandidate(endpoint("192.0.2.\($0)"), $1) }, at: .start)
        let order = planner.due(at: .start).map(\.address)
        #expect(order == [2, 6, 3, 5, 1, 4].map { PeerAddress("192.0.2.\($0)")! })
    }

    @Test func anAddressIsPlannedOnceAsWhatItIsWantedMost() {
        var planner = DialPlanner(ownAddress: PeerAddress("192.0.2.1")!)
        let other = PeerEndpoint(address: peer.address, port: 1)
        planner.plan([DialCandidate(other, .other), DialCandidate(peer, .kept)], at: .start)
        #expect(planner.due(at: .start) == [peer])
    }

    @Test(arguments: [DialCandidate.Kind.masternode, .other])
    func theHigherAddressDialsAndTheLowerWaits180Seconds(kind: DialCandidate.Kind) {
        var higher = DialPlanner(ownAddress: PeerAddress("192.0.2.8")!)
        higher.plan([DialCandidate(peer, kind)], at: .start)
        #expect(higher.due(at: .start) == [peer])
        var lower = DialPlanner(ownAddress: PeerAddress("192.0.2.6")!)
        lower.plan([DialCandidate(peer, kind)], at: .start)
        #expect(lower.due(at: moment(179)).isEmpty)
        #expect(lower.due(at: moment(180)) == [peer])
    }

    @Test func theLowerAddressWaitsAnewAfterEachSession() {
        var planner = DialPlanner(ownAddress: PeerAddress("192.0.2.6")!)
        planner.plan([DialCandidate(peer, .other)], at: .start)
        #expect(planner.due(at: moment(500), isConnected: { $0 == peer.address }).isEmpty)
        #expect(planner.due(at: moment(679)).isEmpty)
        #expect(planner.due(at: moment(680)) == [peer])
    }

    @Test func aKeptPeerIsDialledWhateverTheRankAndWhoDoesNotKnowItsAddressDialsEverybody() {
        var planner = DialPlanner(ownAddress: PeerAddress("192.0.2.6")!)
        planner.plan([DialCandidate(peer, .kept)], at: .start)
        #expect(planner.due(at: .start) == [peer])
        var unknown = DialPlanner()
        unknown.plan([DialCandidate(peer, .other)], at: .start)
        #expect(unknown.due(at: .start) == [peer])
    }

    @Test func othersBackOffUpToTenMinutes() {
        var planner = DialPlanner()
        planner.plan([DialCandidate(peer, .other)], at: .start)
        var now = Moment.start
        for wait in [5, 10, 20, 40, 80, 160, 320, 600, 600] {
            #expect(planner.due(at: now) == [peer])
            planner.ended(peer, reachedPeer: false, jitter: 0, at: now)
            #expect(planner.due(at: now + .seconds(wait) - .milliseconds(1)).isEmpty)
            now = now + .seconds(wait)
        }
    }

    @Test(arguments: [(Incompatibility.wrongGenesis, 600), (.wrongNetwork, 600), (.oversizeFrame, 120)])
    func aKeptPeerThatDoesNotFitGetsTimeToBeMended(why: Incompatibility, wait: Int) {
        var planner = planner()
        _ = planner.due(at: .start)
        planner.closed(peer.address, for: why, at: .start)
        planner.ended(peer, reachedPeer: true, jitter: 0, at: .start)
        #expect(planner.due(at: moment(wait - 1)).isEmpty)
        #expect(planner.due(at: moment(wait)) == [peer])
    }

    @Test func aPeerThatDialledUsAndDoesNotFitIsNotDialledEither() {
        var planner = planner()
        planner.closed(peer.address, for: .wrongGenesis, at: .start)
        #expect(planner.due(at: moment(599)).isEmpty)
        #expect(planner.due(at: moment(600)) == [peer])
    }

    @Test func toBePlannedAgainEndsNoBackOff() {
        var planner = planner()
        _ = planner.due(at: .start)
        planner.ended(peer, reachedPeer: true, jitter: 0, at: .start)
        planner.plan([], at: moment(1))
        planner.plan([DialCandidate(peer, .kept)], at: moment(2))
        #expect(planner.due(at: moment(30)).isEmpty)
        #expect(planner.due(at: moment(31)) == [peer])
    }

    /// Whatever happens, no address is dialled twice within 31 s of a connection, nor while a dial goes on.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func noAddressIsDialledInHaste(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var planner = DialPlanner()
        let peers = (1...5).map { endpoint("192.0.2.\($0)") }
        var busy: Set<PeerEndpoint> = []
        var last: [PeerEndpoint: Int] = [:]
        for second in 0..<5_000 {
            if generator.next() % 20 == 0 {
                let planned = peers.filter { _ in generator.next() % 4 > 0 }
                planner.plan(
                    planned.map { DialCandidate($0, generator.next() % 2 == 0 ? .kept : .other) }, at: moment(second))
            }
            for dialled in planner.due(at: moment(second)) {
                #expect(last[dialled].map { second - $0 >= 31 } ?? true, "seed \(seed)")
                last[dialled] = second
                busy.insert(dialled)
            }
            for ended in busy.sorted(by: { $0.address < $1.address }) where generator.next() % 40 == 0 {
                busy.remove(ended)
                planner.ended(ended, reachedPeer: true, jitter: 0, at: moment(second))
            }
        }
        #expect(last.count == peers.count, "seed \(seed)")
    }
}
