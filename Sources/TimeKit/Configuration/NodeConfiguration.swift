public import TimeModel
public import TimePeers

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
    /// What stands among the trusted peers and is no address, with where it stands.
    public let invalidWhitelistedPeers: [InvalidPeer]
    /// Which proposals for the whitelist are approved by themselves.
    public let whitelistPolicy: WhitelistPolicy
    /// How silence is judged.
    public let liveness: LivenessTimes
    /// Nil: no web server is asked for peers.
    public let discovery: DiscoverySettings?
    /// Nil: no RPC is answered.
    public let rpc: RPCSettings?
    /// Addresses that get no session, in or out.
    public let bannedPrefixes: [AddressPrefix]
    /// Sessions that peers opened; whitelisted ones get theirs beyond it.
    public let maximumInboundPeers: Int
    /// Sessions that this node opens.
    public let maximumOutboundPeers: Int
    /// How fast blocks are fetched while behind.
    public let pacing: PacingSetting
    /// Announced in handshakes.
    public let buildNumber: UInt32
    /// Whether a peer that refuses TLS is dialled again without it.
    public let allowsPlaintextFallback: Bool
    /// Whether new masternodes are made known to other peers.
    public let relaysAnnouncements: Bool
    /// Whether whitelisted peers get the liveness limits of regular ones (`policy §2`).
    public let isWhitelistExtensionDisabled: Bool
    public let logLevel: LogLevel
    public let logFormat: LogFormat
    /// What the shell runs at an alert; nil: nothing.
    public let alertCommand: String?
    /// Settings without effect, in the order of the file.
    public let notices: [ConfigurationNotice]
    /// By key; none for a default.
    let origins: [String: ConfigurationSetting.Origin]
}

/// How fast blocks are fetched while behind (`policy §5`).
public enum PacingSetting: Hashable, Sendable {
    /// From all suitable peers at once, each within its limits.
    case adaptive
    /// From one peer, in batches, and if so set at most so many blocks a minute.
    case plan(blocksPerMinute: Int?)

    /// As the configuration and flags write it.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case adaptive, plan
    }
}

/// An entry of a list of peers that isn't an address.
public struct InvalidPeer: Hashable, Sendable, CustomStringConvertible {
    /// The key of the list, without its section.
    public let list: String
    public let text: String

    public var description: String { "Invalid address in \(list): \(text)" }
}

/// Where the list of peers comes from (`policy §4`).
public struct DiscoverySettings: Hashable, Sendable {
    public let urls: [String]
    /// The lists that have to name an address.
    public let quorum: Int
    /// Whether loopback and private addresses are taken from a list.
    public let allowsPrivate: Bool

    public init(urls: [String], quorum: Int = 1, allowsPrivate: Bool = false) {
        self.urls = urls
        self.quorum = quorum
        self.allowsPrivate = allowsPrivate
    }
}

extension NodeConfiguration {
    /// Where this node keeps its databases, apart from upstream's files.
    public var storeDirectory: String { dataDirectory + "/timekit" }

    /// The local address to dial from: the one listened on, unless that is every address.
    public var dialAddress: PeerAddress? {
        listenEndpoint.flatMap { $0.address.isUnspecified ? nil : $0.address }
    }

    /// Peers to dial, whitelisted or not, with the ports that the configuration gives them.
    public var dialledPeers: [PeerEndpoint] {
        whitelistedPeers + connectPeers.filter { !whitelistedPeers.contains($0) }
    }

    /// What the store of peers is to hold from source `config`.
    public var trust: ConfiguredTrust {
        ConfiguredTrust(
            whitelisted: whitelistedPeers.map(\.address), complaints: invalidWhitelistedPeers.map(\.description),
            banned: bannedPrefixes)
    }
}
