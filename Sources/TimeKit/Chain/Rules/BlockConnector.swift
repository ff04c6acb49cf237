package import TimeModel

/// Judges a block against the chain below it and works out what it changes.
package enum BlockConnector {
    /// Where a block comes from decides which rules it has to pass (`chain-rules §3.1`).
    package enum Path: Hashable, Sendable {
        /// From a peer, one after the other: groups B and C.
        case normal
        /// Part of a branch that replaces ours and has passed its own checks (`chain-rules §3.7`): group C.
        case reorganisation
    }

    /// Applies the block to `view`, or leaves it as it is and throws a `RuleViolation` or the view's own error.
    package static func connect(
        _ block: PreparedBlock, onto parent: ChainTip, view: inout LedgerOverlay, now: UnixTime,
        network: NetworkParameters, path: Path = .normal
    ) throws -> ConnectedBlock {
        let rules = BlockRules(block: block, parent: parent, now: now, network: network)
        switch path {
        case .normal: try rules.checkBlock()
        case .reorganisation: try rules.checkConnection()
        }
        let inputs = try BlockInputs(of: block.received, view: view)
        try RewardRules(block: block.received, parent: parent).check(fees: inputs.fees)

        let outputs = try OutputTransition(of: block.stored, inputs: inputs, view: view)
        let registry = try RegistryTransition(of: block, outputs: outputs, view: view)
        let header = block.stored.block.header
        let change = LedgerChange(
            parent: parent, height: header.height, spent: outputs.spent, created: outputs.created,
            tombstones: outputs.tombstones, indexed: inputs.indexed, registrations: registry.changes)
        let growth = outputs.growth &+ header.treasuryBalance &- parent.treasury &- ChainLimits.emission
        let tip = ChainTip(
            height: header.height, hash: block.stored.hash, timestamp: header.timestamp,
            treasury: header.treasuryBalance,
            supplyDrift: parent.supplyDrift &+ Int64(bitPattern: growth.rawValue))
        let audit = ChainAudit(
            block: block, parent: parent, tip: tip, inputs: inputs, outputs: outputs, registry: registry,
            network: network)
        let findings = try audit.findings(view: view)
        try view.apply(change, of: block.stored.block)
        return ConnectedBlock(stored: block.stored, change: change, tip: tip, fees: inputs.fees, findings: findings)
    }
}
