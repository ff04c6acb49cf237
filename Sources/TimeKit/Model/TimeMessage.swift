/// A message between wallets before it is sealed into a `TimeEnvelope` (`chain-data §13`).
public struct TimeMessage: Hashable, Sendable {
    public var version: UInt8
    public var senderKey: Hash256
    public var recipientAddress: String
    public var timestamp: UnixTime
    public var timeToLiveSeconds: UInt32
    /// Bit 0: a read receipt is wanted; bit 1: a reply is allowed.
    public var flags: UInt8
    public var threadID: Hash256?
    public var subject: [UInt8]
    public var body: [UInt8]

    public init(
        version: UInt8 = 1, senderKey: Hash256, recipientAddress: String, timestamp: UnixTime,
        timeToLiveSeconds: UInt32, flags: UInt8, threadID: Hash256?, subject: [UInt8], body: [UInt8]
    ) {
        self.version = version
        self.senderKey = senderKey
        self.recipientAddress = recipientAddress
        self.timestamp = timestamp
        self.timeToLiveSeconds = timeToLiveSeconds
        self.flags = flags
        self.threadID = threadID
        self.subject = subject
        self.body = body
    }
}

extension TimeMessage: CBORObject {
    package init(fields reader: inout CBORReader) throws(CBORError) {
        try reader.map(9)
        version = try reader.field("version")
        senderKey = try reader.field("sender_pubkey")
        recipientAddress = try reader.field("recipient_addr")
        timestamp = try reader.field("timestamp")
        timeToLiveSeconds = try reader.field("ttl_seconds")
        flags = try reader.field("flags")
        threadID = try reader.field("thread_id")
        subject = try reader.field("subject")
        body = try reader.field("body")
    }

    package func encodeFields(to writer: inout CBORWriter) {
        writer.map(9)
        writer.field("version", version)
        writer.field("sender_pubkey", senderKey)
        writer.field("recipient_addr", recipientAddress)
        writer.field("timestamp", timestamp)
        writer.field("ttl_seconds", timeToLiveSeconds)
        writer.field("flags", flags)
        writer.field("thread_id", threadID)
        writer.field("subject", subject)
        writer.field("body", body)
    }
}
