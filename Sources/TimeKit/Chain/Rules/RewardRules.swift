import TimeModel

/// W1 to W12: what the first two transactions and the header's amounts have to be (`chain-rules §3.5`).
///
/// W13 compares with the node's own registry and is no rule for one that has none.
struct RewardRules {
    private let subject: RuleSubject
    private let block: Block
    private let header: BlockHeader
    private let transactionIDs: [TransactionID]
    private let parent: ChainTip

    init(block: IdentifiedBlock, parent: ChainTip) {
        subject = RuleSubject(block)
        self.block = block.block
        header = block.block.header
        transactionIDs = block.transactionIDs
        self.parent = parent
    }

    func check(fees: BlockFees) throws(RuleViolation) {
        try checkCoinbase()
        guard case .resolved(let fees) = fees else { return }
        let expected = ChainLimits.baseReward &+ fees
        try subject.require(.w6, header.blockReward == expected, "block reward \(header.blockReward), \(expected) due")
        let limit = parent.treasury.saturatingAdd(ChainLimits.treasuryShare)
        try subject.require(.w7, header.treasuryBalance <= limit, "treasury \(header.treasuryBalance) above \(limit)")
        try checkDistribution()
    }

    private func checkCoinbase() throws(RuleViolation) {
        try subject.require(.w1, block.transactions.count >= 2, "\(block.transactions.count) transactions")
        let coinbase = block.transactions[0]
        try subject.require(.w2, coinbase.inputs.isEmpty, "the coinbase has inputs")
        try subject.require(.w3, coinbase.outputs.count == 1, "the coinbase has \(coinbase.outputs.count) outputs")
        try subject.require(
            .w4, coinbase.outputs[0].value == header.blockReward,
            "the coinbase pays \(coinbase.outputs[0].value), block reward \(header.blockReward)")
    }

    private func checkDistribution() throws(RuleViolation) {
        let distribution = block.transactions[1]
        try subject.require(
            .w8, distribution.inputs.count == 1, "the distribution has \(distribution.inputs.count) inputs")
        try subject.require(
            .w9, distribution.inputs[0].previousOutput.transactionID == transactionIDs[0],
            "the distribution doesn't spend the coinbase")
        let entries = block.masternodeRewards
        try subject.require(
            .w10, distribution.outputs.count <= entries.count,
            "\(distribution.outputs.count) outputs for \(entries.count) reward entries")

        let total = try checkAmounts(of: distribution)
        let reward = header.blockReward
        let lowest = reward.saturatingSubtract(Amount(satoshis: UInt64(entries.count)))
        try subject.require(.w12, lowest <= total && total <= reward, "\(total) distributed of \(reward)")
    }

    /// W11: each address gets what its entries say. Returns the sum of all.
    private func checkAmounts(of distribution: Transaction) throws(RuleViolation) -> Amount {
        var due: [[UInt8]: Amount] = [:]
        for entry in block.masternodeRewards { due[Array(entry.address.utf8), default: .zero].add(entry.amount) }
        var paid: [[UInt8]: Amount] = [:]
        var total = Amount.zero
        for output in distribution.outputs {
            paid[LossyText.utf8(of: output.scriptPubkey), default: .zero].add(output.value)
            total.add(output.value)
        }
        for (address, amount) in paid {
            let entry = due[address]
            try subject.require(
                .w11, entry == amount,
                "\(LossyText.excerpt(of: address)) gets \(amount), its entries say \(entry?.description ?? "nothing")")
        }
        return total
    }
}

extension Amount {
    fileprivate mutating func add(_ other: Amount) { self = self &+ other }
}
