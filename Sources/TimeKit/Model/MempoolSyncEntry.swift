/// One transaction of a peer's mempool (`wire §6`).
public struct MempoolSyncEntry: Hashable, Sendable {
    public var transaction: Transaction
    public var fee: Amount
    public var isFinalized: Bool

    public init(transaction: Transaction, fee: Amount, isFinalized: Bool) {
        self.transaction = transaction
        self.fee = fee
        self.isFinalized = isFinalized
    }
}

extension MempoolSyncEntry: BincodeCodable {
    public static var minimumEncodedSize: Int { Transaction.minimumEncodedSize + 8 + 1 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        transaction = try reader.read()
        fee = try reader.read()
        isFinalized = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(transaction, fee, isFinalized)
    }
}
