/// What a relay says of a message it keeps: it signs a name for the kind of receipt, the message and a time.
public protocol RelayReceipt: Sendable {
    /// The bytes that the signature covers.
    var signedBytes: [UInt8] { get }
    var signature: Signature64 { get }
}

extension RelayReceipt {
    /// Whether the relay that has `key` made the signature.
    public func isSigned(by key: VerifyingKey) -> Bool {
        Ed25519.verify(signature: signature.bytes, message: signedBytes, key: key, rule: .plain)
    }

    fileprivate func signedBytes(_ name: String, _ messageID: Hash256, _ time: UnixTime) -> [UInt8] {
        var writer = BincodeWriter()
        writer.writeRaw(name.utf8)
        writer.writeAll(messageID, time)
        return writer.bytes
    }
}

/// A relay's receipt for a message it took.
public struct RelayStorageAck: Hashable, Sendable {
    public var messageID: Hash256
    public var storedAt: UnixTime
    public var expiresAt: UnixTime
    public var relayKey: Hash256
    public var signature: Signature64

    public init(messageID: Hash256, storedAt: UnixTime, expiresAt: UnixTime, relayKey: Hash256, signature: Signature64)
    {
        self.messageID = messageID
        self.storedAt = storedAt
        self.expiresAt = expiresAt
        self.relayKey = relayKey
        self.signature = signature
    }
}

extension RelayStorageAck: CBORObject {
    package init(fields reader: inout CBORReader) throws(CBORError) {
        try reader.map(5)
        messageID = try reader.field("msg_id")
        storedAt = try reader.field("stored_at")
        expiresAt = try reader.field("expires_at")
        relayKey = try reader.field("relay_pubkey")
        signature = try reader.field("relay_sig")
    }

    package func encodeFields(to writer: inout CBORWriter) {
        writer.map(5)
        writer.field("msg_id", messageID)
        writer.field("stored_at", storedAt)
        writer.field("expires_at", expiresAt)
        writer.field("relay_pubkey", relayKey)
        writer.field("relay_sig", signature)
    }
}

extension RelayStorageAck: RelayReceipt {
    public var signedBytes: [UInt8] { signedBytes("time-store-v1", messageID, storedAt) }
}

/// A relay's word that it handed a message over.
public struct DeliveryEvent: Hashable, Sendable {
    public var messageID: Hash256
    public var deliveredAt: UnixTime
    public var relayKey: Hash256
    public var signature: Signature64

    public init(messageID: Hash256, deliveredAt: UnixTime, relayKey: Hash256, signature: Signature64) {
        self.messageID = messageID
        self.deliveredAt = deliveredAt
        self.relayKey = relayKey
        self.signature = signature
    }
}

extension DeliveryEvent: CBORObject {
    package init(fields reader: inout CBORReader) throws(CBORError) {
        try reader.map(4)
        messageID = try reader.field("msg_id")
        deliveredAt = try reader.field("delivered_at")
        relayKey = try reader.field("relay_pubkey")
        signature = try reader.field("relay_sig")
    }

    package func encodeFields(to writer: inout CBORWriter) {
        writer.map(4)
        writer.field("msg_id", messageID)
        writer.field("delivered_at", deliveredAt)
        writer.field("relay_pubkey", relayKey)
        writer.field("relay_sig", signature)
    }
}

extension DeliveryEvent: RelayReceipt {
    public var signedBytes: [UInt8] { signedBytes("time-delivery-v1", messageID, deliveredAt) }
}

/// A relay's word that it dropped a message nobody fetched.
public struct ExpiryNotice: Hashable, Sendable {
    public var messageID: Hash256
    public var recipientHash: Hash256
    public var expiredAt: UnixTime
    public var signature: Signature64

    public init(messageID: Hash256, recipientHash: Hash256, expiredAt: UnixTime, signature: Signature64) {
        self.messageID = messageID
        self.recipientHash = recipientHash
        self.expiredAt = expiredAt
        self.signature = signature
    }
}

extension ExpiryNotice: CBORObject {
    package init(fields reader: inout CBORReader) throws(CBORError) {
        try reader.map(4)
        messageID = try reader.field("msg_id")
        recipientHash = try reader.field("recipient_hash")
        expiredAt = try reader.field("expired_at")
        signature = try reader.field("relay_sig")
    }

    package func encodeFields(to writer: inout CBORWriter) {
        writer.map(4)
        writer.field("msg_id", messageID)
        writer.field("recipient_hash", recipientHash)
        writer.field("expired_at", expiredAt)
        writer.field("relay_sig", signature)
    }
}

extension ExpiryNotice: RelayReceipt {
    public var signedBytes: [UInt8] { signedBytes("time-expiry-v1", messageID, expiredAt) }
}
