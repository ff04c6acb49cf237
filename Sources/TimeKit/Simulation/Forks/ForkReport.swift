internal import TimeChain
import TimeModel

/// How the nodes of a network with forks ended.
package struct ForkReport: Sendable {
    package let seed: UInt64
    package let eventHash: UInt64
    /// What should not have happened, a line each; none if all is well.
    package let faults: [String]
    /// The deepest of each node's reorganisations.
    package let depths: [UInt64]
    package let reorganisations: Int

    /// Runs the scenario to its end.
    package init(seed: UInt64) {
        var scenario = ForkScenario(seed: seed)
        scenario.run()
        self.seed = seed
        let network = scenario.network
        let due = ForkScenario.parameters.expectedHeight(at: network.clock.wallTime())
        let nodes = (0..<ForkScenario.nodes)
            .compactMap { network.program(at: ForkScenario.node($0), as: SimulatedNode.self) }
        var faults: [String] = nodes.count == ForkScenario.nodes ? [] : ["a node is missing"]
        for (index, node) in nodes.enumerated() {
            let tip = node.chain.tip
            if due.blocks(above: tip.height) > 1 { faults.append("node \(index) is at \(tip.height) of \(due)") }
            if tip.hash != scenario.winner.hash(at: tip.height) { faults.append("node \(index) is on another branch") }
            if !node.chain.isWhole(at: network.clock.wallTime()) { faults.append("node \(index) has a torn chain") }
            if node.tally.deepestReorganisation > ChainLimits.maximumReorganisationDepth {
                faults.append("node \(index) went back \(node.tally.deepestReorganisation) blocks")
            }
        }
        if !faults.isEmpty { faults += network.transcript }
        self.faults = faults
        eventHash = network.log.hash
        depths = nodes.map(\.tally.deepestReorganisation)
        reorganisations = nodes.reduce(0) { $0 + $1.tally.reorganisations }
    }
}
