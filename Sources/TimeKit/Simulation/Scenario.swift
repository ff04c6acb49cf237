package import TimeModel
internal import TimeNode
package import TimePeers

/// Nodes of ours that trust each other, some nodes of the live network, and what goes wrong between them.
package struct Scenario: Sendable {
    package var nodes: Int
    package var duration: Duration
    package var seed: UInt64
    package var faults: [FaultFamily]
    /// Of each family on each node, on average.
    package var faultsPerDay = SimulationLimits.faultsPerDay
    /// Heights that the chain has at the start; the nodes begin with none of them.
    package var startHeight: UInt64 = 300

    package init(nodes: Int, duration: Duration, seed: UInt64, faults: [FaultFamily] = []) {
        self.nodes = nodes
        self.duration = duration
        self.seed = seed
        self.faults = faults
    }

    /// What a network takes, with its upstream-like peers.
    package static let mostNodes = SimulationLimits.hosts * 9 / 10

    /// When all nodes had time to meet, and things begin to go wrong.
    package var settled: Moment { .start + SimulationLimits.startInterval * nodes + SimulationLimits.meetingTime }

    /// Upstream-like peers: enough that a tip counts, and that they take everybody.
    package var upstreamPeers: Int { max(NodeLimits.tipSupporters, nodes / 20) }

    /// Networks of their own, so that nothing depends on who is whose neighbour.
    package func nodeAddress(_ index: Int) -> PeerAddress { Self.address(20, index) }
    package func upstreamAddress(_ index: Int) -> PeerAddress { Self.address(90, index) }
    package var nodeAddresses: [PeerAddress] { (0..<nodes).map(nodeAddress) }
    package var upstreamAddresses: [PeerAddress] { (0..<upstreamPeers).map(upstreamAddress) }

    /// Whom a node trusts: everybody, or in a large network those at distances of a power of two.
    package func neighbours(of index: Int) -> [Int] {
        guard nodes > SimulationLimits.fullMesh else { return (0..<nodes).filter { $0 != index } }
        var distances: [Int] = []
        var distance = 1
        while distance <= nodes / 2, distances.count < SimulationLimits.fullMesh {
            distances += [distance, nodes - distance]
            distance *= 2
        }
        return Set(distances.map { (index + $0) % nodes }).subtracting([index]).sorted()
    }

    /// What goes wrong, and when.
    package var plan: FaultPlan {
        .random(
            faults, hosts: nodeAddresses, from: settled, through: duration - settled.sinceStart, perDay: faultsPerDay,
            seed: seed)
    }

    /// Everything in place and nothing run yet.
    package func network(profile: LinkProfile = LinkProfile()) -> VirtualNetwork {
        let parameters = NetworkParameters.testnet
        let start = parameters.slotTime(of: Height(startHeight)).advanced(bySeconds: 30)
        let heights = startHeight + UInt64(max(0, duration.components.seconds / NetworkParameters.slotSeconds)) + 1
        let ledger = SimulatedLedger(network: parameters, through: Height(heights))
        var network = VirtualNetwork(seed: seed, startingAt: start, profile: profile)
        let seeds = SeededGenerator(seed: seed)
        for (index, address) in upstreamAddresses.enumerated() {
            var stream = seeds.stream("upstream", UInt64(index))
            network.add(
                UpstreamLikePeer(address: address, ledger: ledger, seed: stream.next()), at: address,
                port: parameters.peerPort)
        }
        for index in 0..<nodes {
            var stream = seeds.stream("node", UInt64(index))
            // Upstream nodes take 25 newcomers a minute.
            network.add(
                node(index, parameters, at: start, seed: stream.next()), at: nodeAddress(index),
                port: parameters.peerPort, startingAfter: SimulationLimits.startInterval * index)
        }
        network.plan(plan)
        return network
    }

    private func node(_ index: Int, _ parameters: NetworkParameters, at start: UnixTime, seed: UInt64) -> SimulatedNode
    {
        let upstream = (0..<NodeLimits.tipSupporters)
            .map { PeerEndpoint(address: upstreamAddress((index + $0) % upstreamPeers), port: parameters.peerPort) }
        let settings = NodeSettings(
            network: parameters, buildNumber: NetworkParameters.buildNumber,
            listen: PeerEndpoint(address: nodeAddress(index), port: parameters.peerPort), connect: upstream)
        let trusted = neighbours(of: index).map(nodeAddress)
        return SimulatedNode(
            settings: settings, trust: .trusting(trusted, at: start), chain: SimulatedChain(network: parameters),
            seed: seed)
    }

    private static func address(_ first: Int, _ index: Int) -> PeerAddress {
        let octets = [first + index / 250, index % 250 + 1, 7, 1].map { UInt8(truncatingIfNeeded: $0) }
        return PeerAddress(octets: octets) ?? .anyIPv4
    }
}

extension TrustTable {
    /// These addresses and no others, as the configuration would name them.
    package static func trusting(_ addresses: [PeerAddress], at now: UnixTime) -> TrustTable {
        let entries = addresses.map {
            WhitelistEntry(
                prefix: AddressPrefix($0), source: .config, state: .approved, permissions: .all,
                reason: "simulated", created: now, updated: now)
        }
        return TrustTable(entries: entries, bans: [], revision: 1, at: now)
    }
}
