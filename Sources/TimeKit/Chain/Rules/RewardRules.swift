import TimeModel

/// W1 to W12: what the first two transactions and the header's amounts have to be (`chain-rules §3.5`).
///
/// W13 compares with the node's own registry and is no rule for one that has none.
struct RewardRules {
    private let hash: BlockHash
    private let block: Block
    private let header: BlockHeader
    private let transactionIDs: [TransactionID]
    private let parent: ChainTip

    init(block: IdentifiedBlock, parent: ChainTip) {
        hash = block.hash
        self.block = block.block
        header = block.block.header
        transactionIDs = block.transactionIDs
        self.parent = parent
    }

    func check(fees: BlockFees) throws(RuleViolation) {
        try checkCoinbase()
        guard case .resolved(let fees) = fees else { return }
        let expected = ChainLimits.baseReward &+ fees
        try require(.w6, header.blockReward == expected, "block reward \(header.blockReward), \(expected) due")
        let limit = parent.treasury.saturatingAdd(ChainLimits.treasuryShare)
        try require(.w7, header.treasuryBalance <= limit, "treasury \(header.treasuryBalance) above \(limit)")
        try checkDistribution()
    }

    private func checkCoinbase() throws(RuleViolation) {
        try require(.w1, block.transactions.count >= 2, "\(block.transactions.count) transactions")
        let coinbase = block.transactions[0]
        try require(.w2, coinbase.inputs.isEmpty, "the coinbase has inputs")
        try require(.w3, coinbase.outputs.count == 1, "the coinbase has \(coinbase.outputs.count) outputs")
        try require(
            .w4, coinbase.outputs[0].value == header.blockReward,
            "the coinbase pays \(coinbase.outputs[0].value), block reward \(header.blockReward)")
    }

    private func checkDistribution() throws(RuleViolation) {
        let distribution = block.transactions[1]
        try require(.w8, distribution.inputs.count == 1, "the distribution has \(distribution.inputs.count) inputs")
        try require(
            .w9, distribution.inputs[0].previousOutput.transactionID == transactionIDs[0],
            "the distribution doesn't spend the coinbase")
        let entries = block.masternodeRewards
        try require(
            .w10, distribution.outputs.count <= entries.count,
            "\(distribution.outputs.count) outputs for \(entries.count) reward entries")

        var due: [[UInt8]: Amount] = [:]
        for entry in entries {
            due[Array(entry.address.utf8), default: .zero] =
                due[Array(entry.address.utf8), default: .zero] &+ entry.amount
        }
        var paid: [[UInt8]: Amount] = [:]
        var total = Amount.zero
        for output in distribution.outputs {
            let address = LossyText.utf8(of: output.scriptPubkey)
            paid[address] = (paid[address] ?? .zero) &+ output.value
            total = total &+ output.value
        }
        for (address, amount) in paid {
            guard let entry = due[address] else {
                throw violation(.w11, "\(String(decoding: address, as: UTF8.self)) has no reward entry")
            }
            try require(
                .w11, entry == amount,
                "\(String(decoding: address, as: UTF8.self)) gets \(amount), its reward entries say \(entry)")
        }
        let reward = header.blockReward
        let lowest = reward.saturatingSubtract(Amount(satoshis: UInt64(entries.count)))
        try require(.w12, lowest <= total && total <= reward, "\(total) distributed of \(reward)")
    }

    private func require(
        _ rule: Rule, _ condition: Bool, _ explanation: @autoclosure () -> String
    ) throws(RuleViolation) {
        guard condition else { throw violation(rule, explanation()) }
    }

    private func violation(_ rule: Rule, _ explanation: String) -> RuleViolation {
        RuleViolation(rule: rule, height: header.height, hash: hash, explanation: explanation)
    }
}
