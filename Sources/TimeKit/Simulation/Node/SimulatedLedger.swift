package import TimeChain
package import TimeModel

/// The chain of a simulated network: valid in structure, the same for everybody, and as long as it will ever get. At any
/// time only the blocks count that are due by then.
package struct SimulatedLedger: Sendable {
    package let network: NetworkParameters
    /// By height.
    package let blocks: [EncodedBlock]
    /// By height.
    package let hashes: [BlockHash]

    /// - Parameter payees: Rewards in each block, at about 60 bytes each.
    package init(network: NetworkParameters, through height: Height, payees: Int = 8) {
        self.network = network
        var blocks = [network.genesis]
        var hashes = [network.genesisHash]
        let rewards = (0..<payees)
            .map { MasternodeReward(address: "TIME0simulatedpayee\($0)", amount: Amount(time: 1)) }
        while blocks.count <= height.rawValue {
            let block = Self.block(
                at: Height(UInt64(blocks.count)), on: hashes[blocks.count - 1], network: network, rewards: rewards)
            blocks.append(EncodedBlock(block))
            hashes.append(block.header.blockHash)
        }
        self.blocks = blocks
        self.hashes = hashes
    }

    private init(network: NetworkParameters, blocks: [EncodedBlock], hashes: [BlockHash]) {
        self.network = network
        self.blocks = blocks
        self.hashes = hashes
    }

    /// Another chain with the same blocks up to a height and others above it, to the same end.
    ///
    /// - Parameters:
    ///   - payee: what makes its blocks others.
    ///   - broken: From this height on its blocks come long before their slots, which is against the rules.
    package func branch(above ancestor: Height, payee: String, brokenFrom broken: Height? = nil) -> SimulatedLedger {
        var blocks = Array(blocks.prefix(Int(clamping: ancestor.rawValue) + 1))
        var hashes = Array(hashes.prefix(blocks.count))
        let rewards = [MasternodeReward(address: payee, amount: Amount(time: 1))]
        while blocks.count < self.blocks.count {
            let height = Height(UInt64(blocks.count))
            var block = Self.block(at: height, on: hashes[blocks.count - 1], network: network, rewards: rewards)
            block.header.leader = payee
            if let broken, height >= broken {
                block.header.timestamp = block.header.timestamp.advanced(bySeconds: -NetworkParameters.slotSeconds)
            }
            blocks.append(EncodedBlock(block))
            hashes.append(block.header.blockHash)
        }
        return SimulatedLedger(network: network, blocks: blocks, hashes: hashes)
    }

    package static func block(
        at height: Height, on previous: BlockHash, network: NetworkParameters, rewards: [MasternodeReward] = []
    ) -> Block {
        Block(
            header: BlockHeader(
                height: height, previousHash: previous, merkleRoot: .zero, timestamp: network.slotTime(of: height),
                blockReward: Amount(time: 100), leader: "192.0.2.1", treasuryBalance: .zero),
            transactions: [], masternodeRewards: rewards)
    }

    /// The height of a node that gets each block so long after it is due.
    package func height(at wallClock: UnixTime, delay: Int64) -> Height {
        min(network.expectedHeight(at: wallClock.advanced(bySeconds: -delay)), Height(UInt64(blocks.count - 1)))
    }

    package func hash(at height: Height) -> BlockHash? {
        height < Height(UInt64(hashes.count)) ? hashes[Int(height.rawValue)] : nil
    }
}

/// One node's copy of the chain, which it keeps through crashes: its disk.
package struct SimulatedChain: Sendable {
    package let network: NetworkParameters
    /// By height.
    package private(set) var blocks: [EncodedBlock]
    package private(set) var hashes: [BlockHash]

    package init(network: NetworkParameters) {
        self.network = network
        blocks = [network.genesis]
        hashes = [network.genesisHash]
    }

    package init(copyOf ledger: SimulatedLedger, through height: Height) {
        network = ledger.network
        blocks = Array(ledger.blocks.prefix(Int(clamping: height.rawValue) + 1))
        hashes = Array(ledger.hashes.prefix(blocks.count))
    }

    package var height: Height { Height(UInt64(blocks.count - 1)) }

    package var tip: ChainTip {
        let header = blocks[blocks.count - 1].block.header
        return ChainTip(
            height: header.height, hash: hashes[hashes.count - 1], timestamp: header.timestamp,
            treasury: header.treasuryBalance, supplyDrift: 0)
    }

    package func blocks(_ heights: ClosedRange<Height>) -> [EncodedBlock] {
        Array(blocks[Int(heights.lowerBound.rawValue)...Int(heights.upperBound.rawValue)])
    }

    /// Connects blocks up to the first that doesn't belong here, by the few rules that a made-up block can keep.
    package mutating func connect(_ run: [PreparedBlock], at wallClock: UnixTime) -> RuleViolation? {
        for block in run {
            let header = block.received.block.header
            guard header.height == height.next else { return violation(.a3, block, "its height isn't the next") }
            guard header.previousHash == hashes[hashes.count - 1] else {
                return violation(.a5, block, "it stands on another block")
            }
            guard header.timestamp == network.slotTime(of: header.height) else {
                return violation(.b6, block, "its time isn't its slot's")
            }
            guard header.timestamp.seconds(since: wallClock) <= SimulationLimits.blockTimeTolerance else {
                return violation(.b3, block, "it comes before its time")
            }
            blocks.append(block.received.encoded)
            hashes.append(block.received.hash)
        }
        return nil
    }

    /// As the store does: all of the branch, or nothing.
    package mutating func reorganise(
        from tip: BlockHash, downTo ancestor: Height, _ branch: [PreparedBlock], at wallClock: UnixTime
    ) -> ReorganisationOutcome {
        guard self.tip.hash == tip, ancestor < height else { return .outdated }
        let depth = height.blocks(above: ancestor)
        guard depth <= ChainLimits.maximumReorganisationDepth else { return .tooDeep }
        var other = self
        other.blocks.removeLast(Int(depth))
        other.hashes.removeLast(Int(depth))
        if let violation = other.connect(branch, at: wallClock) { return .refused(violation) }
        guard other.height >= height else { return .shorter }
        self = other
        return .switched(
            depth: depth, ConnectOutcome(connected: branch.count, tip: other.tip, findings: [], violation: nil))
    }

    /// Whether the blocks, connected one by one from genesis, make this chain.
    package func isWhole(at wallClock: UnixTime) -> Bool {
        var rebuilt = SimulatedChain(network: network)
        return rebuilt.connect(blocks.dropFirst().map { PreparedBlock($0) }, at: wallClock) == nil
            && rebuilt.hashes == hashes && rebuilt.tip.hash == tip.hash
    }

    private func violation(_ rule: Rule, _ block: PreparedBlock, _ explanation: String) -> RuleViolation {
        RuleViolation(
            rule: rule, height: block.received.block.header.height, hash: block.received.hash, explanation: explanation)
    }
}
