import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation

/// One node of ours, and peers for it to deal with.
struct Stage {
    static let parameters = NetworkParameters.testnet
    static let node = PeerAddress("10.1.0.1") ?? .anyIPv4
    static let startHeight: UInt64 = 60

    static func peer(_ number: UInt8) -> PeerAddress { PeerAddress("10.\(number).0.1") ?? .anyIPv4 }

    let ledger: SimulatedLedger
    var network: VirtualNetwork

    /// - Parameters:
    ///   - peers: By the number in their address, which is above the node's.
    ///   - trusted: Numbers of those that the node trusts.
    init(
        _ peers: [UInt8: ScriptedPeer.Behaviour], trusted: [UInt8] = [], upstream: [UInt8] = [], seed: UInt64 = 42,
        hours: UInt64 = 2
    ) {
        let ledger = SimulatedLedger(network: Self.parameters, through: Height(Self.startHeight + hours * 6 + 1))
        let start = Self.parameters.slotTime(of: Height(Self.startHeight)).advanced(bySeconds: 30)
        network = VirtualNetwork(seed: seed, startingAt: start)
        for (number, behaviour) in peers.sorted(by: { $0.key < $1.key }) {
            network.add(
                ScriptedPeer(behaviour, ledger: ledger, seed: UInt64(number)), at: Self.peer(number),
                port: Self.parameters.peerPort)
        }
        for number in upstream {
            network.add(
                UpstreamLikePeer(address: Self.peer(number), ledger: ledger, seed: UInt64(number)),
                at: Self.peer(number), port: Self.parameters.peerPort)
        }
        let endpoints = (peers.keys.sorted() + upstream)
            .map { PeerEndpoint(address: Self.peer($0), port: Self.parameters.peerPort) }
        let settings = NodeSettings(
            network: Self.parameters, buildNumber: NetworkParameters.buildNumber,
            listen: PeerEndpoint(address: Self.node, port: Self.parameters.peerPort), connect: endpoints)
        network.add(
            SimulatedNode(
                settings: settings, trust: .trusting(trusted.map(Self.peer), at: start),
                chain: SimulatedChain(network: Self.parameters), seed: seed), at: Self.node,
            port: Self.parameters.peerPort, startingAfter: .milliseconds(10))
        self.ledger = ledger
    }

    mutating func run(_ duration: Duration) { network.run(until: .start + duration) }

    var due: Height { Self.parameters.expectedHeight(at: network.clock.wallTime()) }

    func node() throws -> SimulatedNode {
        try #require(network.program(at: Self.node, as: SimulatedNode.self))
    }

    func scripted(_ number: UInt8) throws -> ScriptedPeer {
        try #require(network.program(at: Self.peer(number), as: ScriptedPeer.self))
    }

    func upstream(_ number: UInt8) throws -> UpstreamLikePeer {
        try #require(network.program(at: Self.peer(number), as: UpstreamLikePeer.self))
    }

    /// For whoever looks into a failure.
    var transcript: Comment { "\(network.transcript.joined(separator: "\n"))" }

    func reasons() throws -> [String] { try node().tally.disconnectsKept.map(\.reason) }
}
