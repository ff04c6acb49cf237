package import TimeModel

/// What connecting a block asks of the chain below it.
///
/// Every output of an indexed transaction is either unspent or tombstoned, so tombstones are recorded only for outputs
/// that were spent before any block held their transaction (`chain-rules S1`).
package protocol LedgerView: Sendable {
    func unspentOutput(_ outPoint: OutPoint) throws -> UnspentOutput?

    /// Whether a block holds the transaction.
    func isIndexed(_ id: TransactionID) throws -> Bool

    /// The output as the chain holds it, spent or not (`chain-rules §2.5`). Asked only about outputs that aren't unspent.
    func historicOutput(_ outPoint: OutPoint) throws -> HistoricOutput

    /// The indexes of the transaction's outputs that were spent before any block held it.
    func tombstones(of id: TransactionID) throws -> Set<UInt32>

    /// The record of exactly this name, byte by byte: equality of Swift's strings is laxer.
    func registration(of nodeAddress: String) throws -> RegistrationRecord?
}

/// What history says of an output that an input names.
package enum HistoricOutput: Hashable, Sendable {
    case found(TransactionOutput)
    /// The transaction has fewer outputs.
    case indexOutOfRange
    case unknownTransaction
}
