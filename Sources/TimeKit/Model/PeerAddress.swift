/// A peer's identity on the network: its IP address without a port (`wire §1`).
public struct PeerAddress: Hashable, Sendable {
    /// Four or sixteen bytes in network order. IPv4-mapped IPv6 addresses are kept as IPv4.
    public let octets: [UInt8]

    /// Nil unless there are 4 or 16 octets.
    public init?(octets: [UInt8]) {
        if octets.count == 16, octets.prefix(12) == Self.mappedPrefix[...] {
            self.octets = Array(octets.suffix(4))
        } else if octets.count == 4 || octets.count == 16 {
            self.octets = octets
        } else {
            return nil
        }
    }

    /// `0.0.0.0`: every IPv4 address of the machine that listens on it.
    public static let anyIPv4 = PeerAddress(ipv4: [0, 0, 0, 0])

    public static let loopbackIPv4 = PeerAddress(ipv4: [127, 0, 0, 1])

    private init(ipv4 octets: [UInt8]) { self.octets = octets }

    /// - Parameter octets: Four, or sixteen that are no mapped IPv4 address unless they are a range's.
    init(unchecked octets: [UInt8]) { self.octets = octets }

    public var isIPv4: Bool { octets.count == 4 }
    public var isLoopback: Bool { isIPv4 ? octets[0] == 127 : octets == Self.ipv6Loopback }
    /// `0.0.0.0` or `::`
    public var isUnspecified: Bool { octets.allSatisfy { $0 == 0 } }

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    private static let ipv6Loopback: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
}

extension PeerAddress: Comparable {
    /// Numerically; IPv4 before IPv6. The higher of two IPv4 addresses dials the lower (`wire §8`).
    public static func < (left: PeerAddress, right: PeerAddress) -> Bool {
        left.octets.count == right.octets.count
            ? left.octets.lexicographicallyPrecedes(right.octets) : left.octets.count < right.octets.count
    }
}

/// Where a peer listens.
public struct PeerEndpoint: Hashable, Sendable {
    public let address: PeerAddress
    public let port: UInt16

    public init(address: PeerAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}
