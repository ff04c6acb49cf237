import Testing
import TimePeers

/// How the numbers of peer policy hang together.
struct PeersLimitTests {
    @Test func verdictsComeWhenThePlanSays() {
        #expect(PeersLimits.missedPingAfter * PeersLimits.missedPings == .seconds(270))
        #expect(PeersLimits.missedPingAfterForKeptPeers * PeersLimits.missedPingsForKeptPeers == .seconds(3_000))
    }

    /// Five heartbeats of 60 s: a regular masternode's session is closed before the registry calls it offline, a kept
    /// one's outlives that.
    @Test func theRegistrysRuleLiesBetweenTheTwoColumns() {
        let registry = Duration.seconds(5 * 60)
        let regular = PeersLimits.missedPingAfter * PeersLimits.missedPings + PeersLimits.livenessCheckInterval
        #expect(regular < registry)
        #expect(PeersLimits.missedPingAfterForKeptPeers * PeersLimits.missedPingsForKeptPeers > registry)
    }

    @Test func aPeerIsSuspectBeforeItsVerdict() {
        #expect(PeersLimits.suspectFrom < PeersLimits.unresponsiveFrom)
        #expect(PeersLimits.blindness > PeersLimits.livenessCheckInterval * 2)
        #expect(PeersLimits.longestRoundTrip > .seconds(3_000))
    }
}
