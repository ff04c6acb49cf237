/// A proposal that masternodes vote on (`wire §6`).
public struct GovernanceProposal: Hashable, Sendable {
    public var id: Hash256
    public var payload: ProposalPayload
    public var submitterAddress: String
    /// Unchecked: any 32 bytes.
    public var submitterKey: Hash256
    public var signature: Signature64
    public var submitHeight: Height
    public var voteEndHeight: Height
    public var status: ProposalStatus

    public init(
        id: Hash256, payload: ProposalPayload, submitterAddress: String, submitterKey: Hash256, signature: Signature64,
        submitHeight: Height, voteEndHeight: Height, status: ProposalStatus
    ) {
        self.id = id
        self.payload = payload
        self.submitterAddress = submitterAddress
        self.submitterKey = submitterKey
        self.signature = signature
        self.submitHeight = submitHeight
        self.voteEndHeight = voteEndHeight
        self.status = status
    }
}

/// What a proposal would do, in the order on the wire.
public enum ProposalPayload: Hashable, Sendable {
    case treasurySpend(recipient: String, amount: Amount, description: String)
    case feeScheduleChange(minimumFee: Amount, tiers: [FeeTier])
    case emissionRateChange(perBlock: Amount, description: String)

    /// One step of a proposed fee schedule.
    public struct FeeTier: Hashable, Sendable {
        public var upperBound: Amount
        /// In hundredths of a percent.
        public var basisPoints: UInt64

        public init(upperBound: Amount, basisPoints: UInt64) {
            self.upperBound = upperBound
            self.basisPoints = basisPoints
        }
    }
}

/// What has become of a proposal, in the order on the wire.
public enum ProposalStatus: Hashable, Sendable {
    case active
    case passed(executeAt: Height)
    case failed
    case executed
}

extension GovernanceProposal: BincodeCodable {
    public static var minimumEncodedSize: Int {
        2 * Hash256.byteCount + ProposalPayload.minimumEncodedSize + 8 + Signature64.byteCount + 16
            + ProposalStatus.minimumEncodedSize
    }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        id = try reader.read()
        payload = try reader.read()
        submitterAddress = try reader.read()
        submitterKey = try reader.read()
        signature = try reader.read()
        submitHeight = try reader.read()
        voteEndHeight = try reader.read()
        status = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(
            id, payload, submitterAddress, submitterKey, signature, submitHeight, voteEndHeight, status)
    }
}

extension ProposalPayload: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 + 16 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        switch try reader.readVariant(below: 3) {
        case 0:
            self = .treasurySpend(
                recipient: try reader.read(), amount: try reader.read(), description: try reader.read())
        case 1: self = .feeScheduleChange(minimumFee: try reader.read(), tiers: try reader.read())
        default: self = .emissionRateChange(perBlock: try reader.read(), description: try reader.read())
        }
    }

    public func encode(to writer: inout BincodeWriter) {
        switch self {
        case .treasurySpend(let recipient, let amount, let description):
            writer.writeAll(UInt32(0), recipient, amount, description)
        case .feeScheduleChange(let minimumFee, let tiers): writer.writeAll(UInt32(1), minimumFee, tiers)
        case .emissionRateChange(let perBlock, let description): writer.writeAll(UInt32(2), perBlock, description)
        }
    }
}

extension ProposalPayload.FeeTier: BincodeCodable {
    public static var minimumEncodedSize: Int { 16 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        upperBound = try reader.read()
        basisPoints = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) { writer.writeAll(upperBound, basisPoints) }
}

extension ProposalStatus: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        switch try reader.readVariant(below: 4) {
        case 0: self = .active
        case 1: self = .passed(executeAt: try reader.read())
        case 2: self = .failed
        default: self = .executed
        }
    }

    public func encode(to writer: inout BincodeWriter) {
        switch self {
        case .active: writer.write(UInt32(0))
        case .passed(let height): writer.writeAll(UInt32(1), height)
        case .failed: writer.write(UInt32(2))
        case .executed: writer.write(UInt32(3))
        }
    }
}
