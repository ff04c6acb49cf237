import Testing
import TimeNode
import TimePeers
import TimeWire

struct LimitRelationTests {
    /// Otherwise sessions would hold back what the downloader asks, and it would rest the peer for it.
    @Test func theDownloaderStaysBelowWhatSessionsSend() {
        #expect(NodeLimits.rangeRequests.count < WireLimits.blockRangeRequestsSent.count)
        #expect(NodeLimits.getBlocksRequests.count < WireLimits.blockRequestsSent.count)
        #expect(NodeLimits.outstandingRequestsPerPeer < WireLimits.outstandingBlockRequests)
        #expect(NodeLimits.blocksPerRequest <= Int(WireLimits.blocksPerAnswer))
        #expect(WireLimits.blockRangeRequestsSent.count < WireLimits.generalMessagesSent.count)
        let isBoundByOneSecond = [
            NodeLimits.rangeRequests, NodeLimits.getBlocksRequests, WireLimits.blockRangeRequestsSent,
            WireLimits.blockRequestsSent, WireLimits.generalMessagesSent,
        ]
        .allSatisfy { $0.window == .seconds(1) }
        #expect(isBoundByOneSecond)
    }

    /// What was under way when the peer's second began arrives together with what was sent in it.
    @Test func requestsThatALinkBunchesStayBelowWhatPeersTake() {
        let arriving = NodeLimits.rangeRequests.count + NodeLimits.outstandingRequestsPerPeer
        #expect(arriving < WireLimits.generalMessagesTaken.count)
        #expect(WireLimits.blockRequestsSent.count * 10 + NodeLimits.outstandingRequestsPerPeer <= 100)
    }

    /// Sessions count missed pings one by one, peer policy in windows; both go by the same time.
    @Test func sessionsAndPeerPolicyAgreeOnPings() {
        #expect(PeersLimits.missedPingAfter == WireLimits.missedPingAfter)
        #expect(PeersLimits.missedPingAfterForKeptPeers == WireLimits.missedPingAfterForKeptPeers)
        #expect(PeersLimits.unansweredPings >= WireLimits.pendingPings)
        #expect(PeersLimits.pingTimeTolerance * 2 <= WireLimits.pingInterval)
    }

    /// Otherwise a fork would seem to be over while its branch isn't looked into for a while.
    @Test func aForkIsRememberedLongerThanItRests() {
        #expect(NodeLimits.forkMemory > NodeLimits.forkRetry + NodeLimits.decisionInterval)
    }
}
