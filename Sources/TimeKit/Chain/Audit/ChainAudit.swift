import TimeModel

/// Looks at a block that passes with stricter eyes than the live rules (`chain-rules §13.3`).
struct ChainAudit {
    let block: PreparedBlock
    let parent: ChainTip
    let tip: ChainTip
    let inputs: BlockInputs
    let outputs: OutputTransition
    let registry: RegistryTransition
    let network: NetworkParameters

    private var header: BlockHeader { block.stored.block.header }

    /// - Parameter view: the chain before the block.
    func findings(view: LedgerOverlay) throws -> [AuditFinding] {
        let details: [(AuditCheck, String?)] = [
            (.inputs, outputs.unspendable.summary),
            (.inputSignatures, inputSignatures),
            (.minting, minting),
            (.reward, reward),
            (.treasury, treasury),
            (.producerSignature, try producerSignature(view: view)),
            (.timestamp, timestamp),
            (.supply, supply),
            (.specialTransactions, registry.unauthorised.summary),
        ]
        return details.compactMap { check, detail in
            detail.map { AuditFinding(check: check, height: tip.height, hash: tip.hash, detail: $0) }
        }
    }

    private var inputSignatures: String? {
        var tally = Tally()
        for (position, transaction) in block.stored.block.transactions.enumerated().dropFirst(2) {
            for index in transaction.inputs.indices {
                let failure: InputSignatureError
                switch block.inputSignatures[position][index] {
                case .success(let signature):
                    guard let output = inputs.sources[position][index].output,
                        !signature.owns(outputScript: output.scriptPubkey)
                    else { continue }
                    failure = .owner
                case .failure(let error): failure = error
                }
                tally.add("input \(index) of transaction \(position): \(failure.rawValue)")
            }
        }
        return tally.summary
    }

    private var minting: String? {
        var tally = Tally()
        for (position, transaction) in block.stored.block.transactions.enumerated().dropFirst(2) {
            switch balance(of: position) {
            case .minting(let amount): tally.add("transaction \(position) mints \(amount)")
            case .fee where transaction.inputs.isEmpty && !transaction.outputs.isEmpty:
                tally.add("transaction \(position) has no inputs")
            case .fee, .unknown: break
            }
        }
        return tally.summary
    }

    /// W6 holds if the fees were resolved; otherwise resolve them better than the rule does.
    private var reward: String? {
        guard case .unresolved = inputs.fees else { return nil }
        var due = ChainLimits.baseReward
        for position in block.stored.block.transactions.indices.dropFirst(2) {
            switch balance(of: position) {
            case .fee(let amount): due = due &+ amount
            case .minting: break
            case .unknown: return "transaction \(position) has inputs of unknown value: reward \(header.blockReward)"
            }
        }
        return header.blockReward == due ? nil : "block reward \(header.blockReward), \(due) due"
    }

    private var treasury: String? {
        let due = parent.treasury.saturatingAdd(ChainLimits.treasuryShare)
        return header.treasuryBalance == due ? nil : "treasury \(header.treasuryBalance), \(due) due"
    }

    /// Leaders go by their bare ip, registrations mostly by ip and port (`chain-rules §5.3`).
    private func producerSignature(view: LedgerOverlay) throws -> String? {
        let leader = header.leader
        guard
            let record = try view.registration(of: leader)
                ?? view.registration(of: "\(leader):\(network.peerPort)")
        else { return nil }
        return block.received.block.header.hasValidProducerSignature(of: record.publicKey)
            ? nil
            : "not signed by the key that \(LossyText.excerpt(of: leader.utf8)) registered in block \(record.height)"
    }

    /// An honest producer takes the slot's time or, after a late block, its timestamp and a second (`chain-rules §3.3`).
    private var timestamp: String? {
        let slot = network.slotTime(of: header.height)
        let isDue = header.timestamp == slot || header.timestamp == max(slot, parent.timestamp.advanced(bySeconds: 1))
        return isDue ? nil : "timestamp \(header.timestamp), slot \(slot)"
    }

    private var supply: String? {
        let growth = tip.supplyDrift &- parent.supplyDrift
        return growth == 0
            ? nil : "outputs and treasury off by \(growth) satoshis, \(tip.supplyDrift) since genesis"
    }

    private enum Balance {
        case fee(Amount)
        case minting(Amount)
        case unknown
    }

    /// With parents in the block counted, and without wrapping.
    private func balance(of position: Int) -> Balance {
        var input: UInt128 = 0
        for source in inputs.sources[position] {
            guard let output = source.output else { return .unknown }
            input += UInt128(output.value.rawValue)
        }
        let transaction = block.stored.block.transactions[position]
        let output = transaction.outputs.reduce(UInt128(0)) { $0 + UInt128($1.value.rawValue) }
        return output > input
            ? .minting(Amount(satoshis: UInt64(clamping: output - input)))
            : .fee(Amount(satoshis: UInt64(clamping: input - output)))
    }
}
