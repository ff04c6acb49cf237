package import TimeModel
internal import TimeNode
internal import TimePeers

/// A network whose peers follow different branches for a while, and agree in the end.
///
/// What happens is drawn from the seed: how deep the branches are, who follows which and for how long, who lies, and
/// when our nodes crash.
package struct ForkScenario: Sendable {
    package static let parameters = NetworkParameters.testnet
    static let startHeight: UInt64 = 150
    static let hours: Int64 = 5
    package static let nodes = 3
    static let peers = 6

    package let seed: UInt64
    package private(set) var network: VirtualNetwork
    /// The chain that all honest peers have in the end.
    package let winner: SimulatedLedger

    package static func node(_ index: Int) -> PeerAddress { PeerAddress("20.\(index + 1).7.1") ?? .anyIPv4 }
    static func peer(_ index: Int) -> PeerAddress { PeerAddress("90.\(index + 1).7.1") ?? .anyIPv4 }

    package init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed).stream("story")
        let first = SimulatedLedger(
            network: Self.parameters, through: Height(Self.startHeight + UInt64(Self.hours) * 6 + 1), payees: 1)
        var agreed = first
        var later = [[(at: Moment, ledger: SimulatedLedger)]](repeating: [], count: Self.peers)
        for fork in 0..<3 {
            let from = Moment.start + .seconds(3_600 * (fork + 1))
            let height = Self.startHeight + UInt64(fork + 1) * 6
            let depth = generator.below(fork == 0 ? 90 : 6) + 1
            let branch = agreed.branch(above: Height(height - depth), payee: "branch\(seed).\(fork)")
            let to = from + .seconds(Int(generator.below(1_800)) + 300)
            let winner = generator.chance(0.5) ? branch : agreed
            for peer in later.indices {
                if generator.chance(0.5) { later[peer].append((from, branch)) }
                later[peer].append((to + .seconds(Int(generator.below(120))), winner))
            }
            agreed = winner
        }
        winner = agreed
        let start = Self.parameters.slotTime(of: Height(Self.startHeight)).advanced(bySeconds: 30)
        network = VirtualNetwork(seed: seed, startingAt: start)
        for peer in 0..<Self.peers {
            network.add(
                ScriptedPeer(.regular, ledger: first, later: later[peer], seed: seed &+ UInt64(peer)),
                at: Self.peer(peer), port: Self.parameters.peerPort)
        }
        addLiars(first, &generator)
        addNodes(at: start)
    }

    /// One that claims heights, and one whose branch breaks the rules.
    private mutating func addLiars(_ ledger: SimulatedLedger, _ generator: inout SeededGenerator) {
        let height = Height(Self.startHeight + generator.below(12))
        let forged = ledger.branch(above: height, payee: "forged\(seed)", brokenFrom: height.advanced(by: 3))
        let behaviours: [(ScriptedPeer.Behaviour, SimulatedLedger)] = [
            (.lyingAboutHeight(ahead: Int(generator.below(5)) + 1), ledger), (.regular, forged),
        ]
        for (index, (behaviour, ledger)) in behaviours.enumerated() {
            network.add(
                ScriptedPeer(behaviour, ledger: ledger, seed: seed &+ 100 &+ UInt64(index)),
                at: Self.peer(Self.peers + index), port: Self.parameters.peerPort)
        }
    }

    private mutating func addNodes(at start: UnixTime) {
        let endpoints = (0..<Self.peers + 2)
            .map { PeerEndpoint(address: Self.peer($0), port: Self.parameters.peerPort) }
        for index in 0..<Self.nodes {
            let settings = NodeSettings(
                network: Self.parameters, buildNumber: NetworkParameters.buildNumber,
                listen: PeerEndpoint(address: Self.node(index), port: Self.parameters.peerPort),
                connect: endpoints)
            network.add(
                SimulatedNode(
                    settings: settings, trust: .empty, chain: SimulatedChain(network: Self.parameters),
                    seed: seed &+ 1_000 &+ UInt64(index)),
                at: Self.node(index), port: Self.parameters.peerPort,
                startingAfter: .seconds(3 * index))
        }
        network.plan(
            .random(
                [.loss, .crashes], hosts: (0..<Self.nodes).map(Self.node), from: .start + .seconds(600),
                through: .seconds(15_000), perDay: 12, seed: seed))
    }

    package mutating func run() { network.run(until: .start + .seconds(3_600 * Self.hours)) }
}
