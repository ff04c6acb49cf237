import TimeChain
public import TimeModel
public import TimePeers

/// What an operator decides about a node, already checked.
public struct NodeSettings: Sendable {
    public var network: NetworkParameters
    /// The build number announced in handshakes; peers refuse old ones (`wire §7.3`).
    public var buildNumber: UInt32
    /// Nil: dial only.
    public var listen: PeerEndpoint?
    /// Peers to keep a session with, besides the whitelisted ones.
    public var connect: [PeerEndpoint]
    /// Whether whitelisted peers get longer to answer a ping (`policy §2`).
    public var extendsWhitelistedPatience: Bool
    /// Sessions at a time that peers opened; whitelisted ones don't count against it (`policy §3`).
    public var maximumInboundSessions: Int
    /// Sessions at a time that this node opened.
    public var maximumOutboundSessions: Int
    /// How silence is judged.
    public var liveness: LivenessTimes
    /// Whether a peer that can't speak TLS is dialled again in plaintext.
    public var allowsPlaintextFallback: Bool
    /// Whether a new masternode's announcement is passed on. Peers hold some of these against the masternode
    /// (`masternodes §18.3`).
    public var relaysAnnouncements: Bool
    /// Where to look for peers; nil: nowhere.
    public var discovery: Discovery?
    /// How fast blocks are asked for while behind.
    public var pacing: SyncPacing
    /// Processors of the machine.
    public var processors: Int
    /// End as soon as the tip of the peers is reached.
    public var stopsWhenSynced: Bool
    /// The last block to ask for; the node ends with it. Nil: follow the chain.
    public var lastHeight: Height?
    /// Dial nobody but `connect`, not even whitelisted peers.
    public var dialsOnlyNamed = false
    /// Where to dial from; nil: from the address listened on, if it is one.
    public var source: PeerAddress?

    public init(
        network: NetworkParameters, buildNumber: UInt32, listen: PeerEndpoint?, connect: [PeerEndpoint],
        extendsWhitelistedPatience: Bool = true, maximumInboundSessions: Int = 250, maximumOutboundSessions: Int = 250,
        allowsPlaintextFallback: Bool = false,
        liveness: LivenessTimes = .standard, relaysAnnouncements: Bool = false, discovery: Discovery? = nil,
        pacing: SyncPacing = .adaptive, processors: Int = 1, stopsWhenSynced: Bool = false
    ) {
        self.network = network
        self.buildNumber = buildNumber
        self.listen = listen
        self.connect = connect
        self.extendsWhitelistedPatience = extendsWhitelistedPatience
        self.maximumInboundSessions = maximumInboundSessions
        self.maximumOutboundSessions = maximumOutboundSessions
        self.allowsPlaintextFallback = allowsPlaintextFallback
        self.liveness = liveness
        self.relaysAnnouncements = relaysAnnouncements
        self.discovery = discovery
        self.pacing = pacing
        self.processors = processors
        self.stopsWhenSynced = stopsWhenSynced
    }

    /// A node that listens on one address dials from it too, so that peers see one address.
    var bindAddress: PeerAddress? {
        if let source { return source }
        guard let address = listen?.address, !address.isUnspecified else { return nil }
        return address
    }

    /// Whether nothing is left to do, for a node that is to end.
    public func isReached(by status: NodeStatus) -> Bool {
        stopsWhenSynced && status.isSynced || lastHeight.map { status.tip.height >= $0 } ?? false
    }
}
