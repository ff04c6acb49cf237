import TimeModel

/// What a block's registry changes do to the keys that we know (`chain-rules §5.3`).
///
/// Changes take effect as upstream lets them, but for two things that need its slots and evictions: any deregistration
/// by the registered key counts, and none by another key does.
struct RegistryTransition {
    private(set) var changes: [RegistrationChange] = []
    /// For finding Q9.
    private(set) var unauthorised = Tally()

    private let height: Height
    /// What the block does to unspent outputs, by outpoint.
    private var outputs: [OutPoint: UnspentOutput?] = [:]
    /// Of this block, by the UTF-8 bytes of the name.
    private var current: [[UInt8]: RegistrationRecord?] = [:]
    private var registered: Set<[UInt8]> = []

    init(of block: PreparedBlock, outputs: OutputTransition, view: LedgerOverlay) throws {
        height = block.received.block.header.height
        guard !block.specialTransactions.isEmpty else { return }
        for spent in outputs.spent { self.outputs[spent.outPoint] = .some(nil) }
        for created in outputs.created { self.outputs[created.outPoint] = created.output }
        for position in block.specialTransactions.keys.sorted() {
            guard let special = block.received.block.transactions[position].specialData,
                let verdict = block.specialTransactions[position]
            else { continue }
            try apply(special, verdict, position: position, view: view)
        }
    }

    private mutating func apply(
        _ special: SpecialTransaction, _ verdict: SpecialTransactionVerdict, position: Int, view: LedgerOverlay
    ) throws {
        if case .masternodeRegistration(let registration) = special, height >= ChainLimits.singleRegistrationHeight {
            guard registered.insert(Array(registration.nodeAddress.utf8)).inserted else { return }
        }
        guard let signer = verdict.signer else {
            return unauthorised.add("transaction \(position) isn't signed by the key that it names")
        }
        switch special {
        case .masternodeRegistration(let registration):
            try register(registration, signer: signer, position: position, view: view)
        case .masternodeDeregistration(let deregistration):
            guard let record = try record(of: deregistration.nodeAddress, view: view) else { return }
            guard record.publicKey == signer else {
                return unauthorised.add(
                    "transaction \(position) deregisters \(LossyText.excerpt(of: deregistration.nodeAddress.utf8)) by another key"
                )
            }
            set(nil, for: deregistration.nodeAddress, before: record)
        case .masternodePayoutUpdate(let update):
            guard let record = try record(of: update.nodeAddress, view: view), record.publicKey != signer else {
                return
            }
            unauthorised.add(
                "transaction \(position) redirects rewards of \(LossyText.excerpt(of: update.nodeAddress.utf8)) by another key"
            )
        }
    }

    private mutating func register(
        _ registration: SpecialTransaction.Registration, signer: VerifyingKey, position: Int, view: LedgerOverlay
    ) throws {
        if !registration.collateralOutpoint.isEmpty {
            guard let collateral = try collateral(of: registration, view: view) else { return }
            let belongs = collateral.scriptPubkey == Array(registration.walletAddress.utf8)
            guard belongs || height < ChainLimits.singleRegistrationHeight else { return }
            if !belongs || !Address.isAddress(registration.walletAddress.utf8, of: signer.rawRepresentation) {
                unauthorised.add("transaction \(position) registers somebody else's collateral")
            }
        }
        let record = try record(of: registration.nodeAddress, view: view)
        if let record {
            guard record.publicKey != signer else { return }
            unauthorised.add(
                "transaction \(position) registers \(LossyText.excerpt(of: registration.nodeAddress.utf8)) anew by another key"
            )
        }
        set(RegistrationRecord(publicKey: signer, height: height), for: registration.nodeAddress, before: record)
    }

    /// The output that the registration names, if it is unspent after this block.
    private func collateral(
        of registration: SpecialTransaction.Registration, view: LedgerOverlay
    ) throws -> UnspentOutput? {
        guard let outPoint = OutPoint(text: registration.collateralOutpoint) else { return nil }
        if let change = outputs[outPoint] { return change }
        return try view.unspentOutput(outPoint)
    }

    private func record(of nodeAddress: String, view: LedgerOverlay) throws -> RegistrationRecord? {
        if let record = current[Array(nodeAddress.utf8)] { return record }
        return try view.registration(of: nodeAddress)
    }

    private mutating func set(_ record: RegistrationRecord?, for nodeAddress: String, before: RegistrationRecord?) {
        current[Array(nodeAddress.utf8)] = .some(record)
        changes.append(RegistrationChange(nodeAddress: nodeAddress, before: before, after: record))
    }
}

extension OutPoint {
    /// Reads `<64 hex>:<decimal>`.
    fileprivate init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = TransactionID(hex: parts[0]), let index = UInt32(parts[1]) else { return nil }
        self.init(transactionID: id, index: index)
    }
}
