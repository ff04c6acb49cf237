/// A masternode's complaint that a transaction doesn't become final (`wire §6`).
public struct LivenessAlert: Hashable, Sendable {
    public var chainID: UInt32
    public var transactionID: TransactionID
    public var commitment: TransactionID
    public var slot: UInt64
    public var pollHistory: [PollResult]
    public var confidence: UInt32
    public var stallMilliseconds: UInt64
    public var reporter: String
    public var signature: [UInt8]

    public init(
        chainID: UInt32, transactionID: TransactionID, commitment: TransactionID, slot: UInt64,
        pollHistory: [PollResult], confidence: UInt32, stallMilliseconds: UInt64, reporter: String, signature: [UInt8]
    ) {
        self.chainID = chainID
        self.transactionID = transactionID
        self.commitment = commitment
        self.slot = slot
        self.pollHistory = pollHistory
        self.confidence = confidence
        self.stallMilliseconds = stallMilliseconds
        self.reporter = reporter
        self.signature = signature
    }
}

/// One round of the poll that a liveness alert tells of.
public struct PollResult: Hashable, Sendable {
    public var round: UInt64
    public var votesValid: UInt32
    public var votesInvalid: UInt32
    public var votesUnknown: UInt32
    public var timestampMilliseconds: UInt64

    public init(
        round: UInt64, votesValid: UInt32, votesInvalid: UInt32, votesUnknown: UInt32, timestampMilliseconds: UInt64
    ) {
        self.round = round
        self.votesValid = votesValid
        self.votesInvalid = votesInvalid
        self.votesUnknown = votesUnknown
        self.timestampMilliseconds = timestampMilliseconds
    }
}

extension LivenessAlert: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 4 + 2 * 32 + 5 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        chainID = try reader.read()
        transactionID = try reader.read()
        commitment = try reader.read()
        slot = try reader.read()
        pollHistory = try reader.read()
        confidence = try reader.read()
        stallMilliseconds = try reader.read()
        reporter = try reader.read()
        signature = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(
            chainID, transactionID, commitment, slot, pollHistory, confidence, stallMilliseconds, reporter, signature)
    }
}

extension PollResult: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 8 + 3 * 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        round = try reader.read()
        votesValid = try reader.read()
        votesInvalid = try reader.read()
        votesUnknown = try reader.read()
        timestampMilliseconds = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(round, votesValid, votesInvalid, votesUnknown, timestampMilliseconds)
    }
}
