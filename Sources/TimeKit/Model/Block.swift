/// A block, decoded (`wire §6`). Keep it with its bytes in an `EncodedBlock`.
public struct Block: Hashable, Sendable {
    public var header: BlockHeader
    /// Coinbase, reward distribution, then user transactions.
    public var transactions: [Transaction]
    /// Who is paid by the reward distribution. Outside the block hash.
    public var masternodeRewards: [MasternodeReward]
    /// Always empty in the blocks of today's networks.
    public var timeAttestations: [TimeAttestation]
    public var consensusParticipantsBitmap: [UInt8]
    public var livenessRecovery: Bool?

    /// How the header ends on the wire.
    public enum Layout: Hashable, Sendable {
        case current
        /// Without `total_fees` and `treasury_balance` (`wire §13`).
        case legacy
    }

    public init(
        header: BlockHeader, transactions: [Transaction], masternodeRewards: [MasternodeReward],
        timeAttestations: [TimeAttestation] = [], consensusParticipantsBitmap: [UInt8] = [],
        livenessRecovery: Bool? = false
    ) {
        self.header = header
        self.transactions = transactions
        self.masternodeRewards = masternodeRewards
        self.timeAttestations = timeAttestations
        self.consensusParticipantsBitmap = consensusParticipantsBitmap
        self.livenessRecovery = livenessRecovery
    }
}

/// One entry of a block's reward list.
public struct MasternodeReward: Hashable, Sendable {
    /// A payout address; the testnet genesis block names ip addresses.
    public var address: String
    public var amount: Amount

    public init(address: String, amount: Amount) {
        self.address = address
        self.amount = amount
    }
}

extension Block: BincodeCodable {
    public static var minimumEncodedSize: Int { BlockHeader.minimumEncodedSize + bodyMinimumEncodedSize }
    private static var bodyMinimumEncodedSize: Int { 4 * 8 + 1 }

    public static func minimumEncodedSize(of layout: Layout) -> Int {
        switch layout {
        case .current: minimumEncodedSize
        case .legacy: BlockHeader.legacyMinimumEncodedSize + bodyMinimumEncodedSize
        }
    }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        try self.init(from: &reader, layout: .current)
    }

    public init(from reader: inout BincodeReader, layout: Layout) throws(BincodeError) {
        header = try BlockHeader(from: &reader, layout: layout)
        transactions = try reader.readList()
        masternodeRewards = try reader.readList()
        timeAttestations = try reader.readList()
        consensusParticipantsBitmap = try reader.readBytes()
        livenessRecovery = try reader.readOptional()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(header)
        writer.write(transactions)
        writer.write(masternodeRewards)
        writer.write(timeAttestations)
        writer.write(consensusParticipantsBitmap)
        writer.write(livenessRecovery)
    }
}

extension MasternodeReward: BincodeCodable {
    public static var minimumEncodedSize: Int { 16 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        address = try reader.readString()
        amount = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(address)
        writer.write(amount)
    }
}
