public import TimeModel

/// Everything an operator decides about a node, parsed and consistent.
public struct NodeConfiguration: Hashable, Sendable {
    /// Nil when there was none to read.
    public let file: String?
    public let network: NetworkParameters.Network
    /// The network's directory. What this node stores is in `storeDirectory` below it.
    public let dataDirectory: String
    /// Where peers reach this node; nil: it doesn't listen.
    public let listenEndpoint: PeerEndpoint?
    /// Peers to stay connected to.
    public let connectPeers: [PeerEndpoint]
    /// Peers trusted by the operator: dialled first, never closed for slowness, preferred for blocks (`policy §1`).
    public let whitelistedPeers: [PeerEndpoint]
    /// Addresses that get no session, in or out.
    public let bannedPrefixes: [AddressPrefix]
    /// Sessions that peers opened; whitelisted ones get theirs beyond it.
    public let maximumInboundPeers: Int
    /// Sessions that this node opens.
    public let maximumOutboundPeers: Int
    /// Announced in handshakes.
    public let buildNumber: UInt32
    /// Whether a peer that refuses TLS is dialled again without it.
    public let allowsPlaintextFallback: Bool
    /// Whether whitelisted peers get the liveness limits of regular ones (`policy §2`).
    public let isWhitelistExtensionDisabled: Bool
    public let logLevel: LogLevel
    /// Settings without effect, in the order of the file.
    public let notices: [ConfigurationNotice]
}

extension NodeConfiguration {
    /// Where this node keeps its databases, apart from upstream's files.
    public var storeDirectory: String { dataDirectory + "/timekit" }

    /// The local address to dial from: the one listened on, unless that is every address.
    public var dialAddress: PeerAddress? {
        listenEndpoint.flatMap { $0.address.isUnspecified ? nil : $0.address }
    }

    public func isBanned(_ address: PeerAddress) -> Bool { bannedPrefixes.contains { $0.contains(address) } }
}
