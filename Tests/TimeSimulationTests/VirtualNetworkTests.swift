import Testing
import TimeModel
import TimeSimulation
import TimeWire

@Suite struct VirtualNetworkTests {
    @Test func aDialTakesARoundTripAndMessagesHalfOfOne() {
        var pair = Pair()
        pair.run(.seconds(10))
        #expect(pair.listener.moments { $0 == .accepted(Pair.dialler) } == [.milliseconds(51)])
        #expect(pair.dialler.moments { $0 == .connected(Pair.endpoint) } == [.milliseconds(101)])
        let ticks = pair.dialler.moments { $0 == .tick }
        #expect(ticks.count == 10 || ticks.count == 9)
        #expect(!pair.listener.pingMoments.isEmpty)
        let delays = zip(pair.listener.pingMoments, ticks.filter { $0 > .milliseconds(101) }).map { $0 - $1 }
        #expect(delays.allSatisfy { $0 >= .milliseconds(50) && $0 < .milliseconds(51) }, "\(delays)")
        #expect(pair.listener.pings == Array(1...UInt64(pair.listener.pings.count)))
    }

    @Test func nobodyListeningRefusesAtOnceAndNobodyThereTakesTheWholePatience() {
        var network = VirtualNetwork(seed: 1, startingAt: UnixTime(0), profile: .exact(.milliseconds(50)))
        let closed = PeerEndpoint(address: Pair.listener, port: 1)
        let nobody = PeerEndpoint(address: Pair.address(9), port: 24100)
        network.add(Chatter(dials: [closed, nobody]), at: Pair.dialler)
        network.add(Chatter(), at: Pair.listener, port: 24100)
        network.run(until: Moment(sinceStart: .seconds(20)))
        let dialler = network.program(at: Pair.dialler, as: Chatter.self)
        #expect(dialler?.moments { $0 == .dialFailed(closed) } == [.milliseconds(100)])
        #expect(dialler?.moments { $0 == .dialFailed(nobody) } == [.seconds(10)])
    }

    @Test func theOtherSideHearsOfAClose() {
        var pair = Pair(listener: Chatter(isSilent: true, closesAfter: 3))
        pair.run(.seconds(10))
        #expect(pair.listener.pings == [1, 2, 3])
        #expect(pair.dialler.moments { $0 == .closed }.count == 1)
        #expect(pair.listener.moments { $0 == .closed }.isEmpty)
    }

    @Test func whatIsSentBeforeACloseArrivesFirst() {
        var pair = Pair(dialler: Chatter(isSilent: true), listener: Chatter())
        pair.run(.seconds(30))
        #expect(pair.dialler.pings == Array(1...UInt64(pair.dialler.pings.count)))
    }

    @Test func aNarrowLinkTakesItsTimeForManyBytes() {
        var network = VirtualNetwork(
            seed: 1, startingAt: UnixTime(0),
            profile: {
                var profile = LinkProfile.exact(.milliseconds(10))
                profile.bytesPerSecond = 1_000
                return profile
            }())
        network.add(Chatter(isSilent: true), at: Pair.listener, port: 24100)
        network.add(Blurter(endpoint: Pair.endpoint, garbage: .noise(bytes: 4_996)), at: Pair.dialler)
        network.run(until: Moment(sinceStart: .seconds(20)))
        let listener = network.program(at: Pair.listener, as: Chatter.self)
        #expect(listener?.moments { $0 == .garbage(.noise(bytes: 4_996)) } == [.milliseconds(5_030)])
    }

    @Test func everyFrameSizeIsThatOfTheEncoding() {
        let block = NetworkParameters.testnet.genesis
        let messages: [Message] = [
            .ping(Heartbeat(nonce: 1, timestamp: UnixTime(2), height: 3)),
            .pong(Heartbeat(nonce: 1, timestamp: UnixTime(2), height: nil)),
            .getChainTip, .getGenesisHash, .getPeers, .getMasternodes, .getBlockHeight,
            .chainTipResponse(height: 5, hash: .zero), .getBlocks(start: 1, end: 2), .getBlockRange(start: 1, end: 2),
            .blocksResponse([block, block]), .blockRangeResponse([]), .blockResponse(block), .blockAnnouncement(block),
            .genesisAnnouncement(block), .peerExchange([]), .ack("Handshake"), .unknownMessage,
        ]
        for message in messages { #expect(message.frameSize == 4 + message.payload().count, "\(message.kind)") }
    }
}

/// Dials, and says one thing.
struct Blurter: SimulatedProgram {
    let endpoint: PeerEndpoint
    let garbage: Garbage

    mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction] {
        switch event {
        case .started: [.dial(endpoint)]
        case .connected(let id, _): [.sendGarbage(id, garbage)]
        default: []
        }
    }
}
