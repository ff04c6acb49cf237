internal import GRDB
internal import TimeModel

/// The stored ledger as blocks to be connected see it.
///
/// Lives inside one access to the database, whose connection nobody else uses meanwhile: hence `@unchecked`.
final class StoredLedger: LedgerView, @unchecked Sendable {
    private let output: RowStatement
    private let transaction: RowStatement
    private let tombstones: RowStatement
    private let registration: RowStatement
    private let blocks: RowStatement
    /// The block looked into last: inputs that name spent outputs tend to come in rows.
    private var lastBlock: (height: Height, block: Block)?

    init(_ rows: StoredRows) throws {
        output = try rows.output
        transaction = try rows.transaction
        tombstones = try rows.tombstones
        registration = try rows.registration
        blocks = try rows.blocks
    }

    func unspentOutput(_ outPoint: OutPoint) throws -> UnspentOutput? {
        guard let place = try place(of: outPoint.transactionID) else { return nil }
        return try output.first(place.height, place.position, outPoint.index) { columns in
            UnspentOutput(
                value: Amount(satoshis: columns.integer(0)), scriptPubkey: columns.bytes(1), height: place.height)
        }
    }

    /// The first block that holds the transaction, and the position in it; nil if none does.
    func place(of id: TransactionID) throws -> (height: Height, position: UInt32)? {
        try transaction.first(id) { columns in
            (Height(columns.integer(0)), UInt32(truncatingIfNeeded: columns.integer(1)))
        }
    }

    func isIndexed(_ id: TransactionID) throws -> Bool {
        try transaction.first(id) { _ in true } ?? false
    }

    func historicOutput(_ outPoint: OutPoint) throws -> HistoricOutput {
        guard let (height, position) = try place(of: outPoint.transactionID) else { return .unknownTransaction }
        let transactions = try block(at: height).transactions
        guard position < transactions.count else {
            throw StoreInconsistency("block \(height) doesn't hold transaction \(outPoint.transactionID)")
        }
        let outputs = transactions[Int(position)].outputs
        let index = Int(outPoint.index)
        return index < outputs.count ? .found(outputs[index]) : .indexOutOfRange
    }

    func tombstones(of id: TransactionID) throws -> Set<UInt32> {
        guard let bytes = try tombstones.first(id, read: { $0.bytes(0) }) else { return [] }
        return Set(try [UInt32](bincode: bytes))
    }

    func registration(of nodeAddress: String) throws -> RegistrationRecord? {
        try registration.first(nodeAddress) { try RegistrationRecord(bincode: $0.bytes(0)) }
    }

    private func block(at height: Height) throws -> Block {
        if let lastBlock, lastBlock.height == height { return lastBlock.block }
        guard let bytes = try blocks.first(height, height, 1, read: { $0.bytes(1) }) else {
            throw StoreInconsistency("block \(height) is missing")
        }
        let block = try Block(bincode: bytes)
        lastBlock = (height, block)
        return block
    }
}

/// The store doesn't hold what it should: two of its tables don't agree, unless the code says otherwise.
struct StoreInconsistency: Error {
    let explanation: String
    let code: ChainStoreError.Code

    init(_ explanation: String, code: ChainStoreError.Code = .corrupt) {
        self.explanation = explanation
        self.code = code
    }
}
