public import TimeModel

/// The first message of a session, from both sides (`wire §7`).
public struct Handshake: Hashable, Sendable {
    /// Four bytes that name the network.
    public var magic: [UInt8]
    public var protocolVersion: UInt32
    public var network: String
    /// Upstream's commit count.
    public var buildNumber: UInt32

    public init(magic: [UInt8], protocolVersion: UInt32, network: String, buildNumber: UInt32) {
        self.magic = magic
        self.protocolVersion = protocolVersion
        self.network = network
        self.buildNumber = buildNumber
    }
}

extension Handshake: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 + 4 + 8 + 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        magic = try reader.readRaw(4)
        protocolVersion = try reader.read()
        network = try reader.read()
        buildNumber = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeRaw(magic)
        writer.writeAll(protocolVersion, network, buildNumber)
    }
}
