import TimeModel

/// What a block does to the set of unspent outputs (`chain-rules S1, S2`).
///
/// Upstream goes through the transactions in order; the outcome doesn't depend on it. An output that the block creates
/// and spends is gone after either order: removed, or tombstoned before it could appear. And a transaction that a lower
/// block holds creates nothing: each of its outputs is still there and kept, or spent and tombstoned.
struct OutputTransition {
    private(set) var spent: [LedgerOutput] = []
    private(set) var created: [LedgerOutput] = []
    private(set) var tombstones: [OutPoint] = []
    /// Value created less value spent, modulo 2^64.
    private(set) var growth = Amount.zero
    /// Inputs that name no unspent output, for finding Q1.
    private(set) var unspendable = Tally()

    init(of block: IdentifiedBlock, inputs: BlockInputs, view: LedgerOverlay) throws {
        let transactions = block.block.transactions
        var consumed: Set<OutPoint> = []
        for (transaction, sources) in zip(transactions, inputs.sources) {
            for (input, source) in zip(transaction.inputs, sources) {
                let outPoint = input.previousOutput
                guard consumed.insert(outPoint).inserted else {
                    unspendable.add("\(outPoint) is spent twice in the block")
                    continue
                }
                try spend(outPoint, source, view: view)
            }
        }
        let height = block.block.header.height
        for place in inputs.indexed {
            let tombstones = try view.tombstones(of: place.id)
            for (index, output) in transactions[Int(place.position)].outputs.enumerated() {
                let outPoint = OutPoint(transactionID: place.id, index: UInt32(truncatingIfNeeded: index))
                guard !consumed.contains(outPoint), !tombstones.contains(outPoint.index) else { continue }
                let unspent = UnspentOutput(value: output.value, scriptPubkey: output.scriptPubkey, height: height)
                created.append(LedgerOutput(outPoint: outPoint, output: unspent))
                growth = growth &+ output.value
            }
        }
    }

    private mutating func spend(_ outPoint: OutPoint, _ source: InputSource, view: LedgerOverlay) throws {
        switch source {
        case .unspent(let output):
            spent.append(LedgerOutput(outPoint: outPoint, output: output))
            growth = growth &- output.value
        case .sameBlock(.some): break
        case .spent: unspendable.add("\(outPoint) is spent already")
        case .sameBlock(nil), .indexOutOfRange: unspendable.add("\(outPoint) doesn't exist")
        case .unknownTransaction:
            unspendable.add("\(outPoint) is of a transaction that no block holds")
            if try !view.tombstones(of: outPoint.transactionID).contains(outPoint.index) {
                tombstones.append(outPoint)
            }
        }
    }
}
