package import TimeModel

/// The ledger after blocks that aren't written yet: their net changes in memory over a view of what is stored.
///
/// After any sequence of `apply` and `revert`, the four dictionaries say what to write so that the base equals the overlay.
package struct LedgerOverlay: LedgerView {
    package let base: any LedgerView
    /// Nil: no longer unspent. An output that the base doesn't hold and that is gone again isn't listed.
    package private(set) var outputs: [OutPoint: UnspentOutput?] = [:]
    /// Nil: no block holds it any more.
    package private(set) var transactions: [TransactionID: IndexedTransaction?] = [:]
    /// All tombstones of each transaction listed.
    package private(set) var tombstones: [TransactionID: Set<UInt32>] = [:]
    /// By the UTF-8 bytes of the name. Nil: no longer registered.
    package private(set) var registrations: [[UInt8]: RegistrationRecord?] = [:]
    /// Of the outputs listed, those that the base doesn't hold.
    private var absentFromBase: Set<OutPoint> = []

    /// A transaction of a block that isn't written yet.
    package struct IndexedTransaction: Hashable, Sendable {
        package let height: Height
        /// In the block.
        package let position: UInt32
        package let outputs: [TransactionOutput]
    }

    package init(base: any LedgerView) {
        self.base = base
    }

    package func unspentOutput(_ outPoint: OutPoint) throws -> UnspentOutput? {
        if let change = outputs[outPoint] { return change }
        return try base.unspentOutput(outPoint)
    }

    package func isIndexed(_ id: TransactionID) throws -> Bool {
        if let change = transactions[id] { return change != nil }
        return try base.isIndexed(id)
    }

    package func historicOutput(_ outPoint: OutPoint) throws -> HistoricOutput {
        guard let change = transactions[outPoint.transactionID] else { return try base.historicOutput(outPoint) }
        guard let transaction = change else { return .unknownTransaction }
        let index = Int(outPoint.index)
        return index < transaction.outputs.count ? .found(transaction.outputs[index]) : .indexOutOfRange
    }

    package func tombstones(of id: TransactionID) throws -> Set<UInt32> {
        if let known = tombstones[id] { return known }
        return try base.tombstones(of: id)
    }

    package func registration(of nodeAddress: String) throws -> RegistrationRecord? {
        if let change = registrations[Array(nodeAddress.utf8)] { return change }
        return try base.registration(of: nodeAddress)
    }
}

extension LedgerOverlay {
    /// Adds what a block does; `block` is the one that the change is of.
    package mutating func apply(_ change: LedgerChange, of block: Block) throws {
        for spent in change.spent { remove(spent.outPoint) }
        for created in change.created { insert(created) }
        for outPoint in change.tombstones {
            var all = try tombstones(of: outPoint.transactionID)
            all.insert(outPoint.index)
            tombstones[outPoint.transactionID] = all
        }
        for place in change.indexed {
            transactions[place.id] = IndexedTransaction(
                height: change.height, position: place.position,
                outputs: block.transactions[Int(place.position)].outputs)
        }
        for registration in change.registrations {
            registrations[Array(registration.nodeAddress.utf8)] = .some(registration.after)
        }
    }

    /// Takes back exactly what the tip's block did (`chain-rules §5.2`).
    package mutating func revert(_ change: LedgerChange) throws {
        for registration in change.registrations.reversed() {
            registrations[Array(registration.nodeAddress.utf8)] = .some(registration.before)
        }
        for place in change.indexed { transactions[place.id] = .some(nil) }
        for outPoint in change.tombstones {
            var all = try tombstones(of: outPoint.transactionID)
            all.remove(outPoint.index)
            tombstones[outPoint.transactionID] = all
        }
        for created in change.created { remove(created.outPoint) }
        for spent in change.spent { insert(spent) }
    }

    /// The output wasn't unspent: the base doesn't hold it, unless the overlay took it away.
    private mutating func insert(_ created: LedgerOutput) {
        if outputs.updateValue(created.output, forKey: created.outPoint) == nil {
            absentFromBase.insert(created.outPoint)
        }
    }

    private mutating func remove(_ outPoint: OutPoint) {
        if absentFromBase.remove(outPoint) != nil {
            outputs.removeValue(forKey: outPoint)
        } else {
            outputs[outPoint] = .some(nil)
        }
    }
}
