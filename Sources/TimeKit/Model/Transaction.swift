/// A transfer or a registry change, as it travels and is stored (`chain-data §3.1`). Its id is in `Transaction+ID.swift`.
public struct Transaction: Hashable, Sendable {
    /// Value transfers need 2 or more at mempool entry.
    public var version: UInt32
    public var inputs: [TransactionInput]
    public var outputs: [TransactionOutput]
    public var lockTime: UInt32
    public var timestamp: UnixTime
    public var specialData: SpecialTransaction?
    /// Outside the id, the signatures and the block hash: any relay can change it.
    public var encryptedMemo: [UInt8]?

    public init(
        version: UInt32, inputs: [TransactionInput], outputs: [TransactionOutput], lockTime: UInt32 = 0,
        timestamp: UnixTime, specialData: SpecialTransaction? = nil, encryptedMemo: [UInt8]? = nil
    ) {
        self.version = version
        self.inputs = inputs
        self.outputs = outputs
        self.lockTime = lockTime
        self.timestamp = timestamp
        self.specialData = specialData
        self.encryptedMemo = encryptedMemo
    }
}

public struct TransactionInput: Hashable, Sendable {
    public var previousOutput: OutPoint
    /// 32 bytes of public key and 64 of signature, or empty in a reward distribution.
    public var scriptSig: [UInt8]
    public var sequence: UInt32

    public init(previousOutput: OutPoint, scriptSig: [UInt8] = [], sequence: UInt32 = .max) {
        self.previousOutput = previousOutput
        self.scriptSig = scriptSig
        self.sequence = sequence
    }
}

public struct TransactionOutput: Hashable, Sendable {
    public var value: Amount
    /// Normally the ASCII bytes of an address; any bytes are accepted.
    public var scriptPubkey: [UInt8]

    public init(value: Amount, scriptPubkey: [UInt8]) {
        self.value = value
        self.scriptPubkey = scriptPubkey
    }
}

extension Transaction: BincodeCodable {
    public static var minimumEncodedSize: Int { 34 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        version = try reader.read()
        inputs = try reader.readList()
        outputs = try reader.readList()
        lockTime = try reader.read()
        timestamp = try reader.read()
        specialData = try reader.readOptional()
        encryptedMemo = try reader.readOptional()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(version)
        writer.write(inputs)
        writer.write(outputs)
        writer.write(lockTime)
        writer.write(timestamp)
        writer.write(specialData)
        writer.write(encryptedMemo)
    }
}

extension TransactionInput: BincodeCodable {
    public static var minimumEncodedSize: Int { OutPoint.minimumEncodedSize + 12 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        previousOutput = try reader.read()
        scriptSig = try reader.readBytes()
        sequence = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(previousOutput)
        writer.write(scriptSig)
        writer.write(sequence)
    }
}

extension TransactionOutput: BincodeCodable {
    public static var minimumEncodedSize: Int { 16 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        value = try reader.read()
        scriptPubkey = try reader.readBytes()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(value)
        writer.write(scriptPubkey)
    }
}
