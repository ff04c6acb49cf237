import TimeChain
import TimeModel

/// The ledger of a chain that holds nothing but genesis, which creates no outputs.
struct EmptyLedger: LedgerView {
    func unspentOutput(_: OutPoint) -> UnspentOutput? { nil }
    func isIndexed(_: TransactionID) -> Bool { false }
    func historicOutput(_: OutPoint) -> HistoricOutput { .unknownTransaction }
    func tombstones(of _: TransactionID) -> Set<UInt32> { [] }
    func registration(of _: String) -> RegistrationRecord? { nil }
}

/// A chain in memory, up to some tip.
struct ChainState: Sendable {
    var tip: ChainTip
    var ledger: LedgerOverlay
    /// By height, genesis first.
    var hashes: [BlockHash]

    /// The testnet's genesis block alone.
    init() {
        tip = ChainTip(genesisOf: .testnet)
        ledger = LedgerOverlay(base: EmptyLedger())
        hashes = [tip.hash]
    }

    mutating func connect(
        _ block: PreparedBlock, now: UnixTime, path: BlockConnector.Path = .normal
    ) throws -> ConnectedBlock {
        let connected = try BlockConnector.connect(
            block, onto: tip, view: &ledger, now: now, network: .testnet, path: path)
        tip = connected.tip
        hashes.append(tip.hash)
        return connected
    }

    mutating func disconnect(_ change: LedgerChange) throws {
        try ledger.revert(change)
        tip = change.parent
        hashes.removeLast()
    }

    /// The same state, with the ledger so far as the base of an empty overlay: as after a write.
    var rebased: ChainState {
        var copy = self
        copy.ledger = LedgerOverlay(base: ledger)
        return copy
    }
}

extension LedgerOverlay {
    /// All unspent outputs, through all overlays down to the empty ledger.
    var unspentOutputs: [OutPoint: UnspentOutput] {
        var all = (base as? LedgerOverlay)?.unspentOutputs ?? [:]
        for (outPoint, output) in outputs { all[outPoint] = output }
        return all
    }

    /// SHA-256 over all unspent outputs in order, as the recorded chains define it.
    var digest: Hash256 {
        var writer = BincodeWriter(capacity: outputs.count * 100)
        for (outPoint, output) in unspentOutputs.sorted(by: { $0.key < $1.key }) {
            writer.write(outPoint.transactionID)
            writer.write(outPoint.index)
            writer.write(output.value)
            writer.write(UInt32(output.scriptPubkey.count))
            writer.writeRaw(output.scriptPubkey)
        }
        return Hash256.sha256(of: writer.bytes)
    }
}
