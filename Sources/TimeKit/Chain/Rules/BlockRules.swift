import TimeModel

/// Groups B and C: what a block has to be like by itself and in its place, in upstream's order (`chain-rules §3.3, §3.4`).
struct BlockRules {
    private let subject: RuleSubject
    private let prepared: PreparedBlock
    private let block: Block
    private let header: BlockHeader
    private let parent: ChainTip
    private let now: UnixTime
    private let network: NetworkParameters

    init(block prepared: PreparedBlock, parent: ChainTip, now: UnixTime, network: NetworkParameters) {
        subject = RuleSubject(prepared.received)
        self.prepared = prepared
        block = prepared.received.block
        header = block.header
        self.parent = parent
        self.now = now
        self.network = network
    }

    /// The path of a peer's block: routing's precondition (A5), then B2 to B13, which imply C1 to C6.
    func checkBlock() throws(RuleViolation) {
        try checkPlace(parentRule: .a5)
        try checkMerkleRoot()
        try checkTime()
        try checkTransactions()
        try checkShape()
        try checkRecipients(.b13)
    }

    /// C1 to C6, for a block whose branch has been checked before.
    func checkConnection() throws(RuleViolation) {
        try subject.require(
            .c1, header.timestamp >= network.genesisTime, "timestamp \(header.timestamp) is before launch")
        try subject.require(.c2, !header.previousHash.isZero, "it names no parent")
        try checkPlace(parentRule: .c3)
        try checkRecipients(.c6)
    }

    private func checkPlace(parentRule: Rule) throws(RuleViolation) {
        try subject.require(.c4, header.height == parent.height.next, "the tip is at height \(parent.height)")
        try subject.require(
            parentRule, header.previousHash == parent.hash,
            "its parent is \(header.previousHash), our tip \(parent.hash)")
    }

    private func checkMerkleRoot() throws(RuleViolation) {
        try subject.require(
            .b2, prepared.merkleForm != .mismatch, "merkle root \(header.merkleRoot) isn't that of its transactions")
    }

    private func checkTime() throws(RuleViolation) {
        let timestamp = header.timestamp
        try subject.require(
            .b3, timestamp <= now.advanced(bySeconds: ChainLimits.futureTolerance),
            "timestamp \(timestamp) is in the future, it is \(now)")
        try subject.require(.b4, timestamp >= network.genesisTime, "timestamp \(timestamp) is before launch")
        let expected = network.expectedHeight(at: now.advanced(bySeconds: ChainLimits.heightGrace))
        try subject.require(.b5, header.height <= expected, "at \(now) height \(expected) is due")
        let earliness = network.slotTime(of: header.height).seconds(since: timestamp)
        try subject.require(.b6, earliness <= ChainLimits.hugelyEarly, "timestamp is \(earliness) s before its slot")
        try subject.require(.b7, earliness <= ChainLimits.early, "timestamp is \(earliness) s before its slot")
    }

    private func checkTransactions() throws(RuleViolation) {
        let ids = prepared.received.transactionIDs
        try subject.require(.b8, Set(ids).count == ids.count, "a transaction occurs twice")
        guard header.height.advanced(by: ChainLimits.ghostWindow) >= network.expectedHeight(at: now) else { return }
        for (position, transaction) in block.transactions.enumerated().dropFirst()
        where transaction.inputs.isEmpty && transaction.outputs.isEmpty {
            guard let verdict = prepared.specialTransactions[position] else {
                throw subject.violation(.b9, "transaction \(position) has neither inputs, outputs nor special data")
            }
            if let failure = verdict.failure { throw subject.violation(.b9, "transaction \(position): \(failure)") }
        }
    }

    private func checkShape() throws(RuleViolation) {
        let size = prepared.received.encoded.bytes.count
        try subject.require(.b10, size <= ChainLimits.maximumBlockSize, "it has \(size) bytes")
        try subject.require(
            .b11, !header.leader.isEmpty || header.height <= ChainLimits.lastLeaderlessHeight, "it names no leader")
        guard !header.vrfProof.isEmpty else { return }
        try subject.require(
            .b12, header.vrfProof.count == ChainLimits.sortitionProofSize, "a proof of \(header.vrfProof.count) bytes")
        try subject.require(
            .b12, header.vrfScore == header.vrfOutput.sortitionScore, "score \(header.vrfScore) isn't its output's")
    }

    /// B13 and C6: enough distinct addresses get something.
    private func checkRecipients(_ rule: Rule) throws(RuleViolation) {
        let participants = header.activeMasternodesBitmap.reduce(0) { $0 + $1.nonzeroBitCount }
        let required =
            participants >= ChainLimits.sufficientRecipients
            ? ChainLimits.sufficientRecipients : max(participants, 1)
        var recipients: Set<[UInt8]> = []
        for reward in block.masternodeRewards where reward.amount > .zero {
            recipients.insert(Array(reward.address.utf8))
            if recipients.count >= required { return }
        }
        throw subject.violation(rule, "\(recipients.count) paid recipients, \(required) required")
    }
}

extension Hash256 {
    /// The first eight bytes, little-endian (`chain-rules §2.4`).
    fileprivate var sortitionScore: UInt64 {
        bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
