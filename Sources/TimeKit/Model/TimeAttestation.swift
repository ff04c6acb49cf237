/// A heartbeat that blocks once carried; decoded, never produced (`wire §6`).
public struct TimeAttestation: Hashable, Sendable {
    public var masternodeAddress: String
    public var sequenceNumber: UInt64
    public var heartbeatTimestamp: UnixTime
    public var masternodePublicKey: String
    public var heartbeatSignature: String
    public var witnesses: [WitnessRecord]

    public struct WitnessRecord: Hashable, Sendable {
        public var witnessAddress: String
        public var witnessPublicKey: String
        public var witnessTimestamp: UnixTime
        public var signature: String
    }
}

extension TimeAttestation: BincodeCodable {
    public static var minimumEncodedSize: Int { 6 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        masternodeAddress = try reader.readString()
        sequenceNumber = try reader.read()
        heartbeatTimestamp = try reader.read()
        masternodePublicKey = try reader.readString()
        heartbeatSignature = try reader.readString()
        witnesses = try reader.readList()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(masternodeAddress)
        writer.write(sequenceNumber)
        writer.write(heartbeatTimestamp)
        writer.write(masternodePublicKey)
        writer.write(heartbeatSignature)
        writer.write(witnesses)
    }
}

extension TimeAttestation.WitnessRecord: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        witnessAddress = try reader.readString()
        witnessPublicKey = try reader.readString()
        witnessTimestamp = try reader.read()
        signature = try reader.readString()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(witnessAddress)
        writer.write(witnessPublicKey)
        writer.write(witnessTimestamp)
        writer.write(signature)
    }
}
