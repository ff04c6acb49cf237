/// A block's header (`wire §6`). The hash covers only some of its fields; see `BlockHeader+Hash.swift`.
public struct BlockHeader: Hashable, Sendable {
    public var version: UInt32
    public var height: Height
    public var previousHash: BlockHash
    public var merkleRoot: Hash256
    public var timestamp: UnixTime
    public var blockReward: Amount
    /// The producer's masternode address: a bare ip.
    public var leader: String
    public var attestationRoot: Hash256
    public var masternodeTiers: TierCounts
    public var vrfProof: [UInt8]
    public var vrfOutput: Hash256
    public var vrfScore: UInt64
    public var activeMasternodesBitmap: [UInt8]
    public var livenessRecovery: Bool?
    public var producerSignature: [UInt8]
    public var totalFees: Amount
    public var treasuryBalance: Amount

    public struct TierCounts: Hashable, Sendable {
        public var free: UInt32
        public var bronze: UInt32
        public var silver: UInt32
        public var gold: UInt32

        public init(free: UInt32 = 0, bronze: UInt32 = 0, silver: UInt32 = 0, gold: UInt32 = 0) {
            self.free = free
            self.bronze = bronze
            self.silver = silver
            self.gold = gold
        }
    }

    public init(
        version: UInt32 = 1, height: Height, previousHash: BlockHash, merkleRoot: Hash256, timestamp: UnixTime,
        blockReward: Amount, leader: String, attestationRoot: Hash256 = .zero,
        masternodeTiers: TierCounts = TierCounts(),
        vrfProof: [UInt8] = [], vrfOutput: Hash256 = .zero, vrfScore: UInt64 = 0, activeMasternodesBitmap: [UInt8] = [],
        livenessRecovery: Bool? = false, producerSignature: [UInt8] = [], totalFees: Amount = .zero,
        treasuryBalance: Amount
    ) {
        self.version = version
        self.height = height
        self.previousHash = previousHash
        self.merkleRoot = merkleRoot
        self.timestamp = timestamp
        self.blockReward = blockReward
        self.leader = leader
        self.attestationRoot = attestationRoot
        self.masternodeTiers = masternodeTiers
        self.vrfProof = vrfProof
        self.vrfOutput = vrfOutput
        self.vrfScore = vrfScore
        self.activeMasternodesBitmap = activeMasternodesBitmap
        self.livenessRecovery = livenessRecovery
        self.producerSignature = producerSignature
        self.totalFees = totalFees
        self.treasuryBalance = treasuryBalance
    }
}

extension BlockHeader: BincodeCodable {
    public static var minimumEncodedSize: Int { legacyMinimumEncodedSize + 16 }
    static var legacyMinimumEncodedSize: Int { 4 + 8 + 3 * 32 + 8 + 8 + 8 + 16 + 8 + 32 + 8 + 8 + 1 + 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        try self.init(from: &reader, layout: .current)
    }

    init(from reader: inout BincodeReader, layout: Block.Layout) throws(BincodeError) {
        version = try reader.read()
        height = try reader.read()
        previousHash = try reader.read()
        merkleRoot = try reader.read()
        timestamp = try reader.read()
        blockReward = try reader.read()
        leader = try reader.readString()
        attestationRoot = try reader.read()
        masternodeTiers = try reader.read()
        vrfProof = try reader.readBytes()
        vrfOutput = try reader.read()
        vrfScore = try reader.read()
        activeMasternodesBitmap = try reader.readBytes()
        livenessRecovery = try reader.readOptional()
        producerSignature = try reader.readBytes()
        switch layout {
        case .current:
            totalFees = try reader.read()
            treasuryBalance = try reader.read()
        case .legacy:
            totalFees = .zero
            treasuryBalance = .zero
        }
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(version)
        writer.write(height)
        writer.write(previousHash)
        writer.write(merkleRoot)
        writer.write(timestamp)
        writer.write(blockReward)
        writer.write(leader)
        writer.write(attestationRoot)
        writer.write(masternodeTiers)
        writer.write(vrfProof)
        writer.write(vrfOutput)
        writer.write(vrfScore)
        writer.write(activeMasternodesBitmap)
        writer.write(livenessRecovery)
        writer.write(producerSignature)
        writer.write(totalFees)
        writer.write(treasuryBalance)
    }
}

extension BlockHeader.TierCounts: BincodeCodable {
    public static var minimumEncodedSize: Int { 16 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        free = try reader.read()
        bronze = try reader.read()
        silver = try reader.read()
        gold = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(free)
        writer.write(bronze)
        writer.write(silver)
        writer.write(gold)
    }
}
