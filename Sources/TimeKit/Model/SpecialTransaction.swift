/// The payload of a transaction that changes the masternode registry (`chain-data §3.1`). All text is as signed.
public enum SpecialTransaction: Hashable, Sendable {
    case masternodeRegistration(Registration)
    case masternodeDeregistration(Deregistration)
    case masternodePayoutUpdate(PayoutUpdate)

    public struct Registration: Hashable, Sendable {
        /// `ip:port`; some of upstream's own are a bare ip.
        public var nodeAddress: String
        public var walletAddress: String
        public var rewardAddress: String
        /// `txid:index`, or empty for the Free tier.
        public var collateralOutpoint: String
        /// 64 hexadecimal digits.
        public var publicKey: String
        /// 128 hexadecimal digits.
        public var signature: String

        public init(
            nodeAddress: String, walletAddress: String, rewardAddress: String, collateralOutpoint: String,
            publicKey: String, signature: String
        ) {
            self.nodeAddress = nodeAddress
            self.walletAddress = walletAddress
            self.rewardAddress = rewardAddress
            self.collateralOutpoint = collateralOutpoint
            self.publicKey = publicKey
            self.signature = signature
        }
    }

    public struct Deregistration: Hashable, Sendable {
        public var nodeAddress: String
        public var slotID: UInt32
        public var publicKey: String
        public var signature: String

        public init(nodeAddress: String, slotID: UInt32, publicKey: String, signature: String) {
            self.nodeAddress = nodeAddress
            self.slotID = slotID
            self.publicKey = publicKey
            self.signature = signature
        }
    }

    public struct PayoutUpdate: Hashable, Sendable {
        public var nodeAddress: String
        public var newRewardAddress: String
        public var publicKey: String
        public var signature: String

        public init(nodeAddress: String, newRewardAddress: String, publicKey: String, signature: String) {
            self.nodeAddress = nodeAddress
            self.newRewardAddress = newRewardAddress
            self.publicKey = publicKey
            self.signature = signature
        }
    }
}

extension SpecialTransaction: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 + 3 * 8 + 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        switch try reader.readVariant(below: 3) {
        case 0:
            self = .masternodeRegistration(
                Registration(
                    nodeAddress: try reader.readString(), walletAddress: try reader.readString(),
                    rewardAddress: try reader.readString(), collateralOutpoint: try reader.readString(),
                    publicKey: try reader.readString(), signature: try reader.readString()))
        case 1:
            self = .masternodeDeregistration(
                Deregistration(
                    nodeAddress: try reader.readString(), slotID: try reader.read(),
                    publicKey: try reader.readString(), signature: try reader.readString()))
        default:
            self = .masternodePayoutUpdate(
                PayoutUpdate(
                    nodeAddress: try reader.readString(), newRewardAddress: try reader.readString(),
                    publicKey: try reader.readString(), signature: try reader.readString()))
        }
    }

    public func encode(to writer: inout BincodeWriter) {
        switch self {
        case .masternodeRegistration(let registration):
            writer.write(UInt32(0))
            writer.write(registration.nodeAddress)
            writer.write(registration.walletAddress)
            writer.write(registration.rewardAddress)
            writer.write(registration.collateralOutpoint)
            writer.write(registration.publicKey)
            writer.write(registration.signature)
        case .masternodeDeregistration(let deregistration):
            writer.write(UInt32(1))
            writer.write(deregistration.nodeAddress)
            writer.write(deregistration.slotID)
            writer.write(deregistration.publicKey)
            writer.write(deregistration.signature)
        case .masternodePayoutUpdate(let update):
            writer.write(UInt32(2))
            writer.write(update.nodeAddress)
            writer.write(update.newRewardAddress)
            writer.write(update.publicKey)
            writer.write(update.signature)
        }
    }
}
