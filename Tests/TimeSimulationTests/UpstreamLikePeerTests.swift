import Testing
import TimeModel
import TimeSimulation
import TimeWire

@Suite struct UpstreamLikePeerTests {
    @Test func ourNodeGivesNoOffence() throws {
        var stage = Stage([:], upstream: [2, 3, 4])
        stage.run(.seconds(7_000))
        for number in [2, 3, 4] as [UInt8] {
            let peer = try stage.upstream(number)
            #expect(peer.incidents.isEmpty, stage.transcript)
            #expect(peer.sessionCount == 1 && peer.pongs > 200, stage.transcript)
        }
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
    }

    @Test func aCatchUpOfAWholeChainGivesNoOffence() throws {
        var stage = Stage([:], upstream: [2], hours: 300)
        stage.network.plan(
            FaultPlan([
                Fault(at: .start + .seconds(30), duration: .seconds(1_000_000), .crash(Stage.node, isPowerLoss: true))
            ]))
        stage.run(.seconds(1_000_200))
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
        #expect(try stage.node().chain.height.rawValue > 1_700, stage.transcript)
        #expect(try stage.upstream(2).incidents.isEmpty, stage.transcript)
    }

    /// The rules themselves: a client that breaks each of them.
    static let offenders: [(Offender.Crime, UpstreamIncident.Kind)] = [
        (.firstFrame(.getPeers), .violation("first frame is no handshake")),
        (.messages(.getPeers, 6), .overLimit(.getPeers)),
        (.messages(.getMasternodes, 7), .overLimit(.getMasternodes)),
        (.messages(.getBlocks(start: 1, end: 50), 21), .violation("sync flood")),
        (.messages(.getChainTip, 101), .overLimit(.getChainTip)),
        (.messages(.ping(Heartbeat(nonce: 1, timestamp: UnixTime(0), height: nil)), 1_100), .flood),
        (.messages(.genesisHashResponse(BlockHash(.zero)), 1), .violation("never")),
        (.wrongGenesis, .ban("wrong genesis", nil)),
        (.reconnects(12), .violation("rapid reconnects")),
        (.silence, .violation("no handshake")),
        (.oversize(9_000_000), .violation("never")),
        (.oversize(200_000_000), .ban("frame bomb", .seconds(300))),
        (.votes(5), .ban("vote of nobody", .seconds(300))),
    ]

    @Test(arguments: offenders)
    func offencesAreWrittenDown(crime: Offender.Crime, kind: UpstreamIncident.Kind) throws {
        let ledger = SimulatedLedger(network: .testnet, through: 20)
        let start = NetworkParameters.testnet.slotTime(of: 10)
        var network = VirtualNetwork(seed: 1, startingAt: start)
        let victim = Stage.peer(9)
        network.add(UpstreamLikePeer(address: victim, ledger: ledger, seed: 1), at: victim, port: 24100)
        network.add(Offender(crime, victim: PeerEndpoint(address: victim, port: 24100)), at: Stage.node)
        network.run(until: .start + .seconds(60))
        let peer = try #require(network.program(at: victim, as: UpstreamLikePeer.self))
        if kind == .violation("never") {
            #expect(peer.incidents.isEmpty)
        } else {
            #expect(peer.incidents.contains { $0.kind == kind && $0.address == Stage.node }, "\(peer.incidents)")
        }
    }

    @Test func aBannedPeerIsRefusedUntilTheBanEnds() throws {
        let ledger = SimulatedLedger(network: .testnet, through: 20)
        var network = VirtualNetwork(seed: 1, startingAt: NetworkParameters.testnet.slotTime(of: 10))
        let victim = PeerEndpoint(address: Stage.peer(9), port: 24100)
        network.add(UpstreamLikePeer(address: victim.address, ledger: ledger, seed: 1), at: victim.address, port: 24100)
        network.add(Offender(.votes(5), victim: victim, comesBackAfter: .seconds(100)), at: Stage.node)
        network.run(until: .start + .seconds(900))
        let peer = try #require(network.program(at: victim.address, as: UpstreamLikePeer.self))
        let refusals = peer.incidents.filter { $0.kind == .refused(.banned) }
        #expect(refusals.count == 2, "\(peer.incidents)")
        #expect(refusals.allSatisfy { $0.at.sinceStart < .seconds(301) })
        #expect(peer.established == 2)
    }
}

/// A client that does one thing wrong.
struct Offender: SimulatedProgram {
    enum Crime: Sendable {
        case firstFrame(Message)
        case messages(Message, Int)
        case wrongGenesis
        case reconnects(Int)
        case silence
        case oversize(UInt32)
        case votes(Int)
    }

    let crime: Crime
    let victim: PeerEndpoint
    var comesBackAfter: Duration?
    private var connects = 0
    private var nextDial: Moment?

    init(_ crime: Crime, victim: PeerEndpoint, comesBackAfter: Duration? = nil) {
        self.crime = crime
        self.victim = victim
        self.comesBackAfter = comesBackAfter
    }

    mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction] {
        switch event {
        case .started: return [.dial(victim)]
        case .tick:
            guard let due = nextDial, now >= due else { return [] }
            nextDial = nil
            return [.dial(victim)]
        case .connected(let id, _):
            connects += 1
            if case .reconnects(let count) = crime, connects < count { nextDial = now + .seconds(2) }
            return greet(id)
        case .received(let id, .getGenesisHash):
            guard case .wrongGenesis = crime else { return [] }
            let hash = BlockHash(Hash256(Array(repeating: 1, count: 32)) ?? .zero)
            return [.send(id, .genesisHashResponse(hash))]
        case .closed, .timedOut:
            if let comesBackAfter { nextDial = now + comesBackAfter }
            return []
        default: return []
        }
    }

    private func greet(_ id: ConnectionID) -> [SocketAction] {
        let network = NetworkParameters.testnet
        let handshake = SocketAction.send(
            id,
            .handshake(
                Handshake(
                    magic: network.magic, protocolVersion: 2, network: "testnet",
                    buildNumber: NetworkParameters.buildNumber)))
        switch crime {
        case .firstFrame(let message): return [.send(id, message)]
        case .messages(let message, let count):
            return [handshake] + Array(repeating: .send(id, message), count: count)
        case .wrongGenesis: return [handshake]
        case .reconnects: return [handshake, .close(id)]
        case .silence: return []
        case .oversize(let length): return [handshake, .sendGarbage(id, .oversizeFrame(length: length))]
        case .votes(let count):
            let vote = Message.timeVotePrepare(BlockVote(blockHash: .zero, voter: "nobody", signature: []))
            return [handshake] + (connects == 1 ? Array(repeating: .send(id, vote), count: count + 1) : [])
        }
    }
}
