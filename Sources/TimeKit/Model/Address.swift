/// Where money is sent to: a network and the first 20 bytes of a public key's hash (`chain-data §6.1`).
public struct Address: Hashable, Sendable {
    public let network: NetworkParameters.Network
    /// Twenty bytes.
    public let payload: [UInt8]

    /// The address of the key whose 32 bytes are given; they need not be a point.
    public init(publicKey: Hash256, network: NetworkParameters.Network) {
        self.network = network
        payload = Array(Hash256.sha256(of: publicKey.bytes).bytes.prefix(Self.payloadSize))
    }

    /// Reads `TIME`, the network's digit, and the payload with its checksum in Base58.
    ///
    /// Stricter than upstream in one thing: text that isn't ASCII is refused.
    public init(parsing text: String) throws(AddressError) {
        guard Self.textSizes.contains(text.utf8.count) else { throw AddressError(.length, text) }
        guard text.utf8.starts(with: Self.prefix.utf8) else { throw AddressError(.prefix, text) }
        let network = NetworkParameters.Network.allCases.first { text.utf8.starts(with: Self.prefix(of: $0).utf8) }
        guard let network else { throw AddressError(.networkDigit, text) }
        guard let decoded = Base58.decode(text.utf8.dropFirst(Self.prefix.utf8.count + 1)) else {
            throw AddressError(.character, text)
        }
        guard decoded.count == Self.payloadSize + Base58.checksumSize else { throw AddressError(.payload, text) }
        let payload = Array(decoded.prefix(Self.payloadSize))
        guard decoded.suffix(Base58.checksumSize) == Base58.checksum(payload)[...] else {
            throw AddressError(.checksum, text)
        }
        self.network = network
        self.payload = payload
    }

    /// What an output that pays this address says: the bytes of its text (`chain-data §5.1`).
    public var scriptPubkey: [UInt8] { Array(description.utf8) }

    /// Whether `text` is the address of the key on either network, byte by byte: equality of Swift's strings is laxer.
    package static func isAddress(_ text: some Sequence<UInt8>, of publicKey: Hash256) -> Bool {
        let text = Array(text)
        let network = NetworkParameters.Network.allCases.first { text.starts(with: prefix(of: $0).utf8) }
        return network.map { text == Address(publicKey: publicKey, network: $0).scriptPubkey } ?? false
    }

    /// `TIME1` or `TIME0`
    private static func prefix(of network: NetworkParameters.Network) -> String {
        prefix + String(NetworkParameters(network).addressDigit)
    }

    private static let prefix = "TIME"
    private static let payloadSize = 20
    /// UTF-8 bytes of an address's text that the network takes.
    private static let textSizes = 35...45
}

extension Address: CustomStringConvertible {
    public var description: String {
        Self.prefix(of: network) + Base58.encode(payload + Base58.checksum(payload))
    }
}
