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

    @Test func theReserveIsPartOfTheSlots() {
        #expect(PeersLimits.reservedSlots < PeersLimits.slots)
        #expect(PeersLimits.inboundSlots + PeersLimits.outboundSlots == PeersLimits.slots)
        // Strangers that dial us can't take what is left to those whom we dial.
        #expect(PeersLimits.inboundSlots < PeersLimits.slots - PeersLimits.reservedSlots)
    }

    @Test func whitelistedPeersFindRoomBesidesStrangers() {
        #expect(PeersLimits.handshakes < PeersLimits.handshakesOfAll)
        #expect(PeersLimits.newInboundOfRange < PeersLimits.newInbound)
        // Strangers' handshakes last seconds: the rate is the narrower door.
        #expect(PeersLimits.newInbound < PeersLimits.handshakes)
    }

    @Test func theLadderOnlyClimbsAndEveryBanEnds() {
        let ladder = PeersLimits.banLadder
        #expect(ladder.map(\.violations) == [5, 10, 20])
        #expect(ladder.map(\.duration) == [.seconds(300), .seconds(3_600), .seconds(86_400)])
    }

    @Test func dialsKeepClearOfWhatPeersPunish() {
        // Peers punish more than ten connections within 60 s.
        #expect(PeersLimits.shortestRedial * 10 > .seconds(60))
        #expect(PeersLimits.firstRedial < PeersLimits.longestRedial)
        #expect(PeersLimits.shortestRedial < PeersLimits.longestRedial)
        #expect(PeersLimits.longestRedial < PeersLimits.longestRedialOfOthers)
        #expect(PeersLimits.lastingSession > PeersLimits.shortestRedial)
    }

    @Test func scoresKnowHoursAndMonths() {
        #expect(PeersLimits.scoreWindows == [2, 8, 24, 7 * 24, 30 * 24].map { .seconds($0 * 3_600) })
        #expect(PeersLimits.leastScored < PeersLimits.mostScored)
        #expect(PeersLimits.mostScored < PeersLimits.scoreWindows[0])
        #expect(PeersLimits.peerRecords > PeersLimits.plannedPeers)
    }
}
