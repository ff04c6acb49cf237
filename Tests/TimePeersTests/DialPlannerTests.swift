import Testing
import TimeModel
import TimePeers

struct DialPlannerTests {
    private let peer = PeerEndpoint("192.0.2.7:24100", defaultPort: 24100)!

    private func planner() -> DialPlanner {
        var planner = DialPlanner()
        planner.plan([peer], at: .start)
        return planner
    }

    private func moment(_ seconds: Int) -> Moment { .start + .seconds(seconds) }

    @Test func aConfiguredPeerIsDialledAtOnceAndOnce() {
        var planner = planner()
        #expect(planner.due(at: .start, connected: []) == [peer])
        #expect(planner.due(at: moment(1_000), connected: []).isEmpty)
    }

    @Test func anAddressWithASessionIsNotDialled() {
        var planner = planner()
        #expect(planner.due(at: .start, connected: [peer.address]).isEmpty)
        #expect(planner.due(at: .start, connected: []) == [peer])
    }

    @Test func failuresBackOffDoublingUpToTheCap() {
        var planner = planner()
        var now = Moment.start
        for wait in [5, 10, 20, 40, 53, 53] {
            #expect(planner.due(at: now, connected: []) == [peer])
            planner.ended(peer, reachedPeer: false, jitter: 0, at: now)
            #expect(planner.due(at: now + .seconds(wait) - .milliseconds(1), connected: []).isEmpty)
            now = now + .seconds(wait)
        }
    }

    @Test func aPeerThatWasReachedIsNotDialledAgainWithin31Seconds() {
        var planner = planner()
        _ = planner.due(at: .start, connected: [])
        planner.ended(peer, reachedPeer: true, jitter: 0, at: .start)
        #expect(planner.due(at: moment(30), connected: []).isEmpty)
        #expect(planner.due(at: moment(31), connected: []) == [peer])
    }

    @Test func aSessionOfAMinuteResetsTheBackOff() {
        var planner = planner()
        for round in 0..<6 {
            _ = planner.due(at: moment(round * 100), connected: [])
            planner.ended(peer, reachedPeer: false, jitter: 0, at: moment(round * 100))
        }
        _ = planner.due(at: moment(1_000), connected: [])
        planner.established(peer, at: moment(1_000))
        planner.ended(peer, reachedPeer: true, jitter: 0, at: moment(1_060))
        #expect(planner.due(at: moment(1_091), connected: []) == [peer])
    }

    @Test func jitterOnlyAddsAndStaysBelowAFifth() {
        var planner = planner()
        _ = planner.due(at: .start, connected: [])
        planner.ended(peer, reachedPeer: false, jitter: 0.999, at: .start)
        #expect(planner.due(at: moment(5), connected: []).isEmpty)
        #expect(planner.due(at: moment(6), connected: []) == [peer])
    }

    @Test func whatIsNoLongerPlannedIsNotDialledAndWhatStaysKeepsItsBackOff() {
        var planner = planner()
        let other = PeerEndpoint(address: PeerAddress("192.0.2.8")!, port: 24100)
        _ = planner.due(at: .start, connected: [])
        planner.ended(peer, reachedPeer: false, jitter: 0, at: .start)
        planner.plan([other, peer], at: moment(1))
        #expect(planner.due(at: moment(1), connected: []) == [other])
        planner.plan([peer], at: moment(2))
        planner.ended(other, reachedPeer: false, jitter: 0, at: moment(3))
        #expect(planner.due(at: moment(100), connected: []) == [peer])
    }

    @Test func noMoreArePlannedThanTheLimit() {
        var planner = DialPlanner()
        planner.plan((1...2_000).map { PeerEndpoint(address: peer.address, port: UInt16($0)) }, at: .start)
        #expect(planner.due(at: .start, connected: []).count == 1_000)
    }
}
