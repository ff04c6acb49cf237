import Testing
import TimeModel
import TimeWire

struct MessageLimitsTests {
    private static let wireTable: [(MessageKind, Int, Duration)] = [
        (.transactionBroadcast, 50, .seconds(1)), (.transactionFinalized, 60, .seconds(10)),
        (.getBlocks, 100, .seconds(10)), (.getPeers, 5, .seconds(60)), (.getMasternodes, 6, .seconds(60)),
        (.masternodesResponse, 12, .seconds(60)), (.masternodeAnnouncementV3, 3, .seconds(60)),
        (.blockResponse, 10, .seconds(1)), (.timeVotePrepare, 100, .seconds(1)), (.blocksResponse, 500, .seconds(1)),
        (.getChainTip, 100, .seconds(1)), (.unknownMessage, 100, .seconds(1)),
    ]

    @Test(arguments: wireTable)
    func `takes a bucket's fill in its window and then nothing until the next`(
        kind: MessageKind, count: Int, window: Duration
    ) {
        var limits = MessageLimits()
        let start = Moment.start + .seconds(5)
        let end = start + window - .nanoseconds(1)
        #expect(limits.admitted(of: 1, kind, at: start) == 1)
        #expect(limits.admitted(of: count, kind, at: end) == count - 1)
        #expect(limits.admitted(of: count + 1, kind, at: start + window) == count)
    }

    @Test func `counts kinds of one bucket together and buckets apart`() {
        var limits = MessageLimits()
        for kind in [MessageKind.masternodeAnnouncementV2, .masternodeAnnouncementV3, .masternodeAnnouncementV4] {
            #expect(limits.admitted(of: 1, kind, at: .start) == 1)
        }
        #expect(limits.admitted(of: 1, .masternodeAnnouncement, at: .start) == 0)
        #expect(limits.admitted(of: 1, .getMasternodes, at: .start) == 1)
    }

    @Test(arguments: [MessageKind.handshake, .ack, .version, .ping, .pong])
    func `lets what keeps a session alive pass up to the limit over everything`(kind: MessageKind) {
        var limits = MessageLimits()
        #expect(limits.admitted(of: 5001, kind, at: .start) == 5000)
        #expect(limits.admitted(of: 1, kind, at: .start + .seconds(1)) == 1)
    }

    @Test func `an exempt peer has only the limit over everything`() {
        var limits = MessageLimits(isExempt: true)
        #expect(limits.admitted(of: 5001, .getPeers, at: .start) == 5000)
    }

    @Test func `a session drops the 101st block request within 10 s without an answer and without closing`() throws {
        var script = try SessionScript.established()
        script.wait(.seconds(20))
        for number in 0..<100 {
            let start = Height(UInt64(number) * 397)
            #expect(script.receive(.getBlocks(start: start, end: start)).queries.count == 1)
        }
        #expect(script.receive(.getBlocks(start: 50_000, end: 50_000)) == [.note(.overLimit(.getBlocks))])
        script.wait(.seconds(10))
        #expect(script.receive(.getBlocks(start: 50_000, end: 50_000)).queries.count == 1)
    }

    @Test func `20 similar block requests are answered, then none until half a minute has passed`() throws {
        var script = try SessionScript.established()
        for step in 0..<20 {
            let request = Message.getBlocks(start: Height(100 + UInt64(step % 5)), end: 149)
            #expect(script.receive(request).queries.count == 1)
        }
        let loop = script.receive(.getBlocks(start: 200, end: 249))
        #expect(loop == [.note(.blockRequestLoop(start: 200, end: 249))])
        #expect(
            script.receive(.getBlocks(start: 301, end: 350)).queries.count == 1, "farther than 100 is another range")
        #expect(script.receive(.getBlocks(start: 100, end: 350)).queries.count == 1, "both ends have to be close")
        script.wait(.seconds(31))
        #expect(script.receive(.getBlocks(start: 100, end: 149)).queries.count == 1)
    }
}

extension MessageLimits {
    /// How many of so many messages at once are handled.
    fileprivate mutating func admitted(of count: Int, _ kind: MessageKind, at now: Moment) -> Int {
        (0..<count).count { _ in admits(kind, at: now) }
    }
}
