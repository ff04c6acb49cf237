/// A sealed message, as relays store it (`chain-data §13`).
public struct TimeEnvelope: Hashable, Sendable {
    public var version: UInt8
    /// SHA-256 of the ciphertext.
    public var messageID: Hash256
    /// SHA-256 of the recipient's address text.
    public var recipientHash: Hash256
    public var senderKey: Hash256
    /// X25519; not covered by the signature.
    public var ephemeralKey: Hash256
    /// 24 bytes.
    public var nonce: [UInt8]
    /// With its tag of 16 bytes at the end.
    public var ciphertext: [UInt8]
    public var signature: Signature64
    /// Like all that follows not covered by the signature.
    public var createdAt: UnixTime
    public var timeToLiveSeconds: UInt32
    public var flags: UInt8

    public init(
        version: UInt8 = 1, messageID: Hash256, recipientHash: Hash256, senderKey: Hash256, ephemeralKey: Hash256,
        nonce: [UInt8], ciphertext: [UInt8], signature: Signature64, createdAt: UnixTime, timeToLiveSeconds: UInt32,
        flags: UInt8
    ) {
        self.version = version
        self.messageID = messageID
        self.recipientHash = recipientHash
        self.senderKey = senderKey
        self.ephemeralKey = ephemeralKey
        self.nonce = nonce
        self.ciphertext = ciphertext
        self.signature = signature
        self.createdAt = createdAt
        self.timeToLiveSeconds = timeToLiveSeconds
        self.flags = flags
    }
}

extension TimeEnvelope: CBORObject {
    package init(fields reader: inout CBORReader) throws(CBORError) {
        try reader.map(11)
        version = try reader.field("version")
        messageID = try reader.field("msg_id")
        recipientHash = try reader.field("recipient_addr_hash")
        senderKey = try reader.field("sender_pubkey")
        ephemeralKey = try reader.field("ephemeral_pubkey")
        nonce = try reader.field("nonce")
        ciphertext = try reader.field("ciphertext_payload")
        signature = try reader.field("sender_sig")
        createdAt = try reader.field("created_at")
        timeToLiveSeconds = try reader.field("ttl_seconds")
        flags = try reader.field("flags")
    }

    package func encodeFields(to writer: inout CBORWriter) {
        writer.map(11)
        writer.field("version", version)
        writer.field("msg_id", messageID)
        writer.field("recipient_addr_hash", recipientHash)
        writer.field("sender_pubkey", senderKey)
        writer.field("ephemeral_pubkey", ephemeralKey)
        writer.field("nonce", nonce)
        writer.field("ciphertext_payload", ciphertext)
        writer.field("sender_sig", signature)
        writer.field("created_at", createdAt)
        writer.field("ttl_seconds", timeToLiveSeconds)
        writer.field("flags", flags)
    }
}
