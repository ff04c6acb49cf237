/// A range of addresses, such as `198.51.100.0/24`; a single address is a prefix of full length.
public struct AddressPrefix: Hashable, Sendable {
    public let address: PeerAddress
    /// Leading bits that count: 0 to 32 for IPv4, 0 to 128 for IPv6.
    public let length: Int

    /// Bits of `address` beyond `length` become zero. Nil when the address is shorter than `length`.
    public init?(address: PeerAddress, length: Int) {
        guard (0...address.octets.count * 8).contains(length) else { return nil }
        let octets = address.octets.enumerated()
            .map { index, octet in
                let bits = min(8, max(0, length - index * 8))
                return octet & ~UInt8(truncatingIfNeeded: 0xFF >> bits)
            }
        self.address = PeerAddress(unchecked: octets)
        self.length = length
    }

    /// Just this address.
    public init(_ address: PeerAddress) {
        self.address = address
        length = address.octets.count * 8
    }

    /// Whether this is one address and no range.
    public var isSingleAddress: Bool { length == address.octets.count * 8 }

    /// Whether every address of `other` is one of this range's.
    public func contains(_ other: AddressPrefix) -> Bool { length <= other.length && contains(other.address) }

    /// The ranges that hold `address`, from the address itself to all there are.
    public static func covering(_ prefix: AddressPrefix) -> [AddressPrefix] {
        (0...prefix.length).reversed().compactMap { AddressPrefix(address: prefix.address, length: $0) }
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

    /// A single address without its length.
    public var description: String { isSingleAddress ? "\(address)" : "\(address)/\(length)" }
}

extension AddressPrefix: Comparable {
    /// By address, wider ranges before the narrower ones in them.
    public static func < (left: AddressPrefix, right: AddressPrefix) -> Bool {
        (left.address, left.length) < (right.address, right.length)
    }
}
