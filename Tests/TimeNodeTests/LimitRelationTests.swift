import Testing
import TimeNode
import TimePeers
import TimeWire

struct LimitRelationTests {
    /// Otherwise sessions would hold back what the downloader asks, and it would rest the peer for it.
    @Test func theDownloaderStaysBelowWhatSessionsSend() {
        #expect(NodeLimits.rangeRequestsPerSecond < WireLimits.blockRangeRequestsSent.count)
        #expect(NodeLimits.getBlocksPerSecond <= WireLimits.blockRequestsSent.count)
        #expect(NodeLimits.outstandingRequestsPerPeer < WireLimits.outstandingBlockRequests)
        #expect(NodeLimits.blocksPerRequest <= Int(WireLimits.blocksPerAnswer))
        #expect(WireLimits.blockRangeRequestsSent.count < WireLimits.generalMessagesSent.count)
    }

    /// Sessions count missed pings one by one, peer policy in windows; both go by the same time.
    @Test func sessionsAndPeerPolicyAgreeOnPings() {
        #expect(PeersLimits.missedPingAfter == WireLimits.missedPingAfter)
        #expect(PeersLimits.missedPingAfterForKeptPeers == WireLimits.missedPingAfterForKeptPeers)
        #expect(PeersLimits.unansweredPings >= WireLimits.pendingPings)
        #expect(PeersLimits.pingTimeTolerance * 2 <= WireLimits.pingInterval)
    }
}
