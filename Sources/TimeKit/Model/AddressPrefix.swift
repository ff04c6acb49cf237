/// A range of addresses, such as `198.51.100.0/24`; a single address is a prefix of full length.
public struct AddressPrefix: Hashable, Sendable {
    public let address: PeerAddress
    /// Leading bits that count: 0 to 32 for IPv4, 0 to 128 for IPv6.
    public let length: Int

    /// Nil when the address is shorter than `length`.
    public init?(address: PeerAddress, length: Int) {
        guard (0...address.octets.count * 8).contains(length) else { return nil }
        self.address = address
        self.length = length
    }

    /// Just this address.
    public init(_ address: PeerAddress) {
        self.address = address
        length = address.octets.count * 8
    }

    public func contains(_ other: PeerAddress) -> Bool {
        guard address.octets.count == other.octets.count else { return false }
        return zip(address.octets, other.octets).enumerated()
            .allSatisfy { index, pair in
                let bits = min(8, max(0, length - index * 8))
                return (pair.0 ^ pair.1) >> (8 - bits) == 0
            }
    }
}

extension AddressPrefix: LosslessStringConvertible {
    /// `address` or `address/length`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = PeerAddress(String(parts[0])) else { return nil }
        if parts.count == 1 {
            self.init(address)
        } else if let length = UInt8(parts[1]) {
            self.init(address: address, length: Int(length))
        } else {
            return nil
        }
    }

    public var description: String { "\(address)/\(length)" }
}
