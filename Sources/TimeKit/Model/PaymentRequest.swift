/// A request for payment, sent through the network to the payer's wallet (`wire §6`).
public struct PaymentRequest: Hashable, Sendable {
    public var id: String
    /// The requester's.
    public var fromAddress: String
    /// The payer's.
    public var toAddress: String
    public var amount: Amount
    public var memo: String
    /// Not covered by the signature.
    public var requesterName: String
    /// 64 hexadecimal digits.
    public var publicKey: String
    /// 128 hexadecimal digits.
    public var signature: String
    public var timestamp: UnixTime
    public var expires: UnixTime

    public init(
        id: String, fromAddress: String, toAddress: String, amount: Amount, memo: String, requesterName: String,
        publicKey: String, signature: String, timestamp: UnixTime, expires: UnixTime
    ) {
        self.id = id
        self.fromAddress = fromAddress
        self.toAddress = toAddress
        self.amount = amount
        self.memo = memo
        self.requesterName = requesterName
        self.publicKey = publicKey
        self.signature = signature
        self.timestamp = timestamp
        self.expires = expires
    }
}

extension PaymentRequest: BincodeCodable {
    public static var minimumEncodedSize: Int { 10 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        id = try reader.read()
        fromAddress = try reader.read()
        toAddress = try reader.read()
        amount = try reader.read()
        memo = try reader.read()
        requesterName = try reader.read()
        publicKey = try reader.read()
        signature = try reader.read()
        timestamp = try reader.read()
        expires = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(
            id, fromAddress, toAddress, amount, memo, requesterName, publicKey, signature, timestamp, expires)
    }
}
