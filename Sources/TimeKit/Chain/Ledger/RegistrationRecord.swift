public import TimeModel

/// The key that the chain's registrations give a masternode name, which findings Q6 and Q9 compare with.
///
/// Not upstream's registry, whose live part is outside the chain (`chain-rules §13.2`): no tiers, slots or evictions.
public struct RegistrationRecord: Hashable, Sendable {
    public let publicKey: VerifyingKey
    /// The block that registered it.
    public let height: Height

    public init(publicKey: VerifyingKey, height: Height) {
        self.publicKey = publicKey
        self.height = height
    }
}

extension RegistrationRecord: BincodeCodable {
    public static var minimumEncodedSize: Int { VerifyingKey.minimumEncodedSize + 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        publicKey = try reader.read()
        height = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(publicKey)
        writer.write(height)
    }
}
