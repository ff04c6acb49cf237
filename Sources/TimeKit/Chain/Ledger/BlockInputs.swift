import TimeModel

/// Where the inputs of a block's transactions come from, each looked up once.
struct BlockInputs {
    /// By transaction and input.
    let sources: [[InputSource]]
    /// The block's transactions that no block below holds, each once.
    let indexed: [TransactionPlace]
    let fees: BlockFees

    init(of block: IdentifiedBlock, view: LedgerOverlay) throws {
        let transactions = block.block.transactions
        var places: [TransactionID: Int] = [:]
        places.reserveCapacity(transactions.count)
        var indexed: [TransactionPlace] = []
        indexed.reserveCapacity(transactions.count)
        for (position, id) in block.transactionIDs.enumerated() where places[id] == nil {
            guard try !view.isIndexed(id) else { continue }
            places[id] = position
            indexed.append(TransactionPlace(id: id, position: UInt32(truncatingIfNeeded: position)))
        }
        self.indexed = indexed
        sources = try transactions.map { transaction in
            try transaction.inputs.map { input in
                let outPoint = input.previousOutput
                if let position = places[outPoint.transactionID] {
                    let outputs = transactions[position].outputs
                    let index = Int(outPoint.index)
                    return .sameBlock(index < outputs.count ? outputs[index] : nil)
                }
                if let output = try view.unspentOutput(outPoint) { return .unspent(output) }
                switch try view.historicOutput(outPoint) {
                case .found(let output): return .spent(output)
                case .indexOutOfRange: return .indexOutOfRange
                case .unknownTransaction: return .unknownTransaction
                }
            }
        }
        fees = Self.fees(of: transactions, sources: sources)
    }

    /// The rule's own view (`chain-rules §2.5`): only lower blocks count, spent or not, and sums wrap.
    private static func fees(of transactions: [Transaction], sources: [[InputSource]]) -> BlockFees {
        var fees = Amount.zero
        for position in transactions.indices.dropFirst(2) {
            var input = Amount.zero
            for source in sources[position] {
                switch source {
                case .unspent(let output): input = input &+ output.value
                case .spent(let output): input = input &+ output.value
                case .sameBlock, .indexOutOfRange, .unknownTransaction: return .unresolved
                }
            }
            let output = transactions[position].outputs.reduce(Amount.zero) { $0 &+ $1.value }
            guard output <= input else { return .unresolved }
            fees = fees &+ (input &- output)
        }
        return .resolved(fees)
    }
}

/// What an input names.
enum InputSource {
    case unspent(UnspentOutput)
    /// An output of a lower block that isn't unspent.
    case spent(TransactionOutput)
    /// An output of a transaction that this block is the first to hold, before or after; nil if it has no such output.
    case sameBlock(TransactionOutput?)
    /// A transaction of a lower block that has no such output.
    case indexOutOfRange
    case unknownTransaction

    /// What is known of the output, whether or not it may be spent.
    var output: (value: Amount, scriptPubkey: [UInt8])? {
        switch self {
        case .unspent(let output): (output.value, output.scriptPubkey)
        case .spent(let output): (output.value, output.scriptPubkey)
        case .sameBlock(let output): output.map { ($0.value, $0.scriptPubkey) }
        case .indexOutOfRange, .unknownTransaction: nil
        }
    }
}
