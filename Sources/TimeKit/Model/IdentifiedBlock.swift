/// A block with its hash and its transactions' ids, each computed once.
public struct IdentifiedBlock: Hashable, Sendable {
    public let encoded: EncodedBlock
    public let hash: BlockHash
    /// In block order.
    public let transactionIDs: [TransactionID]

    public var block: Block { encoded.block }

    public init(_ encoded: EncodedBlock) {
        self.encoded = encoded
        hash = encoded.block.header.blockHash
        transactionIDs = encoded.block.transactions.map(\.id)
    }
}
