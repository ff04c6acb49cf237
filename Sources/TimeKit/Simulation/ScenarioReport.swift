package import TimeModel

/// How a scenario went.
package struct ScenarioReport: Sendable {
    package struct Row: Hashable, Sendable {
        package let address: PeerAddress
        package let starts: Int
        package let sessions: Int
        package let disconnects: Int
        package let whitelistedDisconnects: Int
        /// Of these, connections that the kernel gave up.
        package let whitelistedTimeouts: Int
        package let whitelistedMissedPongs: Int
        package let latePongs: Int
        package let height: Height
        /// Blocks that are due and not there.
        package let lag: UInt64
        package let greatestLag: UInt64
        /// Upstream-like peers' bans of this node.
        package let bans: Int
        /// This node's own; all others are honest.
        package let bansOrdered: Int
    }

    package let seed: UInt64
    package let eventHash: UInt64
    package let events: UInt64
    package let rows: [Row]
    /// Sessions of trusted peers that ended, by the node that lost them: the first ones.
    package let lost: [(node: PeerAddress, disconnect: NodeTally.Disconnect)]
    /// Everything that upstream-like peers held against anybody.
    package let offences: [UpstreamIncident]
    /// On average over the whitelisted peers of all nodes.
    package let missedPongsPerWhitelistedPeer: Double

    package init(_ scenario: Scenario, _ network: VirtualNetwork) {
        seed = network.seed
        eventHash = network.log.hash
        events = network.log.count
        let offences = scenario.upstreamAddresses
            .compactMap { network.program(at: $0, as: UpstreamLikePeer.self) }
            .flatMap { $0.incidents.filter(\.isOffence) }
        self.offences = offences
        let due = NetworkParameters.testnet.expectedHeight(at: network.clock.wallTime())
        rows = scenario.nodeAddresses.compactMap { address in
            network.program(at: address, as: SimulatedNode.self)
                .map { node in
                    Row(
                        address: address, starts: node.tally.starts, sessions: node.sessionCount,
                        disconnects: node.tally.disconnects,
                        whitelistedDisconnects: node.tally.whitelistedDisconnects,
                        whitelistedTimeouts: node.tally.whitelistedTimeouts,
                        whitelistedMissedPongs: node.tally.whitelistedMissedPongs, latePongs: node.tally.latePongs,
                        height: node.chain.height, lag: due.blocks(above: node.chain.height),
                        greatestLag: node.tally.greatestLag,
                        bans: offences.count { $0.isBan && $0.address == address }, bansOrdered: node.tally.bans)
                }
        }
        lost = scenario.nodeAddresses.flatMap { address in
            (network.program(at: address, as: SimulatedNode.self)?.tally.disconnectsKept ?? [])
                .filter(\.isWhitelisted).map { (address, $0) }
        }
        let links = (0..<scenario.nodes).reduce(0) { $0 + scenario.neighbours(of: $1).count }
        let missed = rows.reduce(0) { $0 + $1.whitelistedMissedPongs }
        missedPongsPerWhitelistedPeer = links > 0 ? Double(missed) / Double(links) : 0
    }
}
