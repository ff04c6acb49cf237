/// The votes that made a transaction final (`wire §6`).
public struct TimeProof: Hashable, Sendable {
    public var transactionID: TransactionID
    public var slot: UInt64
    public var votes: [TimeVote]

    public init(transactionID: TransactionID, slot: UInt64, votes: [TimeVote]) {
        self.transactionID = transactionID
        self.slot = slot
        self.votes = votes
    }
}

extension TimeProof: BincodeCodable {
    public static var minimumEncodedSize: Int { 32 + 2 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        transactionID = try reader.read()
        slot = try reader.read()
        votes = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(transactionID, slot, votes)
    }
}
