/// What a file says, before defaults and before the settings are compared with each other.
struct ConfigurationDraft: Sendable {
    var network: Placed<String>?
    var testnet: Placed<String>?
    var mainnet: Placed<String>?
    var dataDirectory: Placed<String>?
    var listens: Placed<Bool>?
    var listenAddress: Placed<String>?
    var listenPort: Placed<Int>?
    var connectPeers: [Placed<String>] = []
    var whitelistedPeers: [Placed<String>] = []
    var bannedPeers: [Placed<String>] = []
    var bannedSubnets: [Placed<String>] = []
    var maximumInboundPeers: Placed<Int>?
    var maximumOutboundPeers: Placed<Int>?
    var pacing: Placed<String>?
    var maximumBlocksPerMinute: Placed<Int>?
    var whitelistApproval: Placed<String>?
    var whitelistedAnnouncers: Placed<String>?
    var pingInterval: Placed<Int>?
    var missedAfter: Placed<Int>?
    var missedAfterForKeptPeers: Placed<Int>?
    var discovers: Placed<Bool>?
    var discoveryURLs: [Placed<String>] = []
    var discoveryQuorum: Placed<Int>?
    var allowsPrivateDiscoveries: Placed<Bool>?
    var buildNumber: Placed<Int>?
    var allowsPlaintextFallback: Placed<Bool>?
    var relaysAnnouncements: Placed<Bool>?
    var answersRPC: Placed<Bool>?
    var rpcListen: Placed<String>?
    var rpcPort: Placed<Int>?
    var rpcUser: Placed<String>?
    var rpcPassword: Placed<String>?
    var rpcAuth: [Placed<String>] = []
    var rpcAllowed: [Placed<String>] = []
    var rpcCertificate: Placed<String>?
    var rpcKey: Placed<String>?
    var logLevel: Placed<String>?
    var logFormat: Placed<String>?
    var alertCommand: Placed<String>?
    /// Whether what is wrong with access to RPC is skipped with a notice, as files for upstream expect it.
    var skipsBadAccess = false
    var notices: [ConfigurationNotice] = []

    mutating func note(_ place: ConfigurationPlace?, _ text: String) {
        notices.append(ConfigurationNotice(place: place, text: text))
    }
}
