/// What an address is set aside for, by the registries of special-purpose addresses (RFC 6890).
public enum AddressScope: String, Hashable, Sendable, CaseIterable {
    /// One that anybody may reach: the only kind that a peer is to have.
    case publicUnicast = "public"
    case unspecified
    case loopback
    case privateUse = "private"
    case linkLocal = "link-local"
    case multicast
    /// For documentation, benchmarks, translation, shared use by providers, and the future.
    case reserved
}

extension PeerAddress {
    public var scope: AddressScope {
        if isUnspecified { return .unspecified }
        if isLoopback { return .loopback }
        return (isIPv4 ? Self.ipv4Scopes : Self.ipv6Scopes).first { $0.prefix.contains(self) }?.scope
            ?? (isIPv4 || octets[0] & 0xE0 == 0x20 ? .publicUnicast : .reserved)
    }

    private static let ipv4Scopes = scopes([
        ("10.0.0.0/8", .privateUse), ("172.16.0.0/12", .privateUse), ("192.168.0.0/16", .privateUse),
        ("169.254.0.0/16", .linkLocal), ("224.0.0.0/4", .multicast), ("0.0.0.0/8", .reserved),
        ("100.64.0.0/10", .reserved), ("192.0.0.0/24", .reserved), ("192.0.2.0/24", .reserved),
        ("192.88.99.0/24", .reserved), ("198.18.0.0/15", .reserved), ("198.51.100.0/24", .reserved),
        ("203.0.113.0/24", .reserved), ("240.0.0.0/4", .reserved),
    ])

    private static let ipv6Scopes = scopes([
        ("fc00::/7", .privateUse), ("fe80::/10", .linkLocal), ("ff00::/8", .multicast), ("2001::/23", .reserved),
        ("2001:db8::/32", .reserved), ("2002::/16", .reserved), ("3fff::/20", .reserved),
    ])

    private static func scopes(_ rows: [(String, AddressScope)]) -> [(prefix: AddressPrefix, scope: AddressScope)] {
        rows.compactMap { text, scope in AddressPrefix(text).map { ($0, scope) } }
    }
}
