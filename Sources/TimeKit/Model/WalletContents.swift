/// What a wallet file holds under its password (`chain-data §12.1`). Its descriptions don't show the secret.
public struct WalletContents: Hashable, Sendable {
    public var version: UInt32
    public var network: NetworkParameters.Network
    /// The seed of the wallet's key; further keys are derived from it.
    public var secretKey: Hash256
    public var publicKey: Hash256
    public var address: String
    public var createdAt: UnixTime
    public var label: String?

    public init(
        version: UInt32 = 1, network: NetworkParameters.Network, secretKey: Hash256, publicKey: Hash256,
        address: String, createdAt: UnixTime, label: String?
    ) {
        self.version = version
        self.network = network
        self.secretKey = secretKey
        self.publicKey = publicKey
        self.address = address
        self.createdAt = createdAt
        self.label = label
    }
}

extension WalletContents: CustomStringConvertible, CustomReflectable {
    public var description: String { "wallet of \(address)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension WalletContents: BincodeCodable {
    public static var minimumEncodedSize: Int { 2 * 4 + 2 * 32 + 2 * 8 + 1 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        version = try reader.read()
        network = try reader.readVariant(below: 2) == 0 ? .mainnet : .testnet
        secretKey = try reader.read()
        publicKey = try reader.read()
        address = try reader.read()
        createdAt = try reader.read()
        label = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(
            version, UInt32(network == .mainnet ? 0 : 1), secretKey, publicKey, address, createdAt, label)
    }
}
