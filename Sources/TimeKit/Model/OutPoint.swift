/// Names one output of one transaction (`chain-data §3.1`).
public struct OutPoint: Hashable, Sendable {
    public var transactionID: TransactionID
    public var index: UInt32

    public init(transactionID: TransactionID, index: UInt32) {
        self.transactionID = transactionID
        self.index = index
    }
}

extension OutPoint: Comparable {
    /// By transaction id, then by index: the order of UTXO-set hashes.
    public static func < (left: OutPoint, right: OutPoint) -> Bool {
        (left.transactionID, left.index) < (right.transactionID, right.index)
    }
}

extension OutPoint: CustomStringConvertible {
    /// `<64 lowercase hex>:<decimal>`
    public var description: String { "\(transactionID):\(index)" }
}

extension OutPoint: BincodeCodable {
    public static var minimumEncodedSize: Int { Hash256.byteCount + 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        transactionID = try reader.read()
        index = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(transactionID)
        writer.write(index)
    }
}
