public import TimeModel

/// What nodes once said of themselves; decoded, never sent (`wire §5.2`).
public struct VersionNotice: Hashable, Sendable {
    public var version: String
    public var commitDate: String
    public var commitCount: String
    public var protocolVersion: UInt32
    public var network: String
    public var listenAddress: String
    public var timestamp: UnixTime
    public var capabilities: [String]
    public var walletAddress: String?
    public var genesisHash: String?

    public init(
        version: String, commitDate: String, commitCount: String, protocolVersion: UInt32, network: String,
        listenAddress: String, timestamp: UnixTime, capabilities: [String], walletAddress: String?, genesisHash: String?
    ) {
        self.version = version
        self.commitDate = commitDate
        self.commitCount = commitCount
        self.protocolVersion = protocolVersion
        self.network = network
        self.listenAddress = listenAddress
        self.timestamp = timestamp
        self.capabilities = capabilities
        self.walletAddress = walletAddress
        self.genesisHash = genesisHash
    }
}

extension VersionNotice: BincodeCodable {
    public static var minimumEncodedSize: Int { 7 * 8 + 4 + 2 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        version = try reader.read()
        commitDate = try reader.read()
        commitCount = try reader.read()
        protocolVersion = try reader.read()
        network = try reader.read()
        listenAddress = try reader.read()
        timestamp = try reader.read()
        capabilities = try reader.read()
        walletAddress = try reader.read()
        genesisHash = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(
            version, commitDate, commitCount, protocolVersion, network, listenAddress, timestamp, capabilities,
            walletAddress, genesisHash)
    }
}
