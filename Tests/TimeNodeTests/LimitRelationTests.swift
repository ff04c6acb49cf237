import Testing
import TimeNode
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
}
