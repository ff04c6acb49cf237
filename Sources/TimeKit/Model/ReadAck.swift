/// A recipient's word that a message was read (`chain-data §13`).
public struct ReadAck: Hashable, Sendable {
    public var version: UInt8
    public var messageID: Hash256
    public var senderAddress: String
    public var readAt: UnixTime
    public var signature: Signature64

    public init(version: UInt8 = 1, messageID: Hash256, senderAddress: String, readAt: UnixTime, signature: Signature64)
    {
        self.version = version
        self.messageID = messageID
        self.senderAddress = senderAddress
        self.readAt = readAt
        self.signature = signature
    }
}

extension ReadAck: CBORObject {
    package init(fields reader: inout CBORReader) throws(CBORError) {
        try reader.map(5)
        version = try reader.field("version")
        messageID = try reader.field("msg_id")
        senderAddress = try reader.field("sender_addr")
        readAt = try reader.field("read_at")
        signature = try reader.field("recipient_sig")
    }

    package func encodeFields(to writer: inout CBORWriter) {
        writer.map(5)
        writer.field("version", version)
        writer.field("msg_id", messageID)
        writer.field("sender_addr", senderAddress)
        writer.field("read_at", readAt)
        writer.field("recipient_sig", signature)
    }
}

extension ReadAck {
    /// The bytes that the signature covers.
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        writer.writeRaw("time-ack-v1".utf8)
        writer.write(messageID)
        writer.writeRaw(senderAddress.utf8)
        writer.write(readAt)
        return writer.bytes
    }

    /// Whether `key`, which comes beside the receipt and isn't bound to the message, made the signature.
    public func isSigned(by key: VerifyingKey) -> Bool {
        Ed25519.verify(signature: signature.bytes, message: signedBytes, key: key, rule: .strict)
    }
}
