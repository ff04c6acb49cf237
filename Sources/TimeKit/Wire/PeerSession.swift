public import TimeModel

/// One session with one peer, in either role, as a value: what happens to it goes in, what is to be done comes out. No
/// sockets, clocks or chances in here (`wire §5`, `§7` to `§10`; our numbers from `policy`).
public struct PeerSession: Sendable {
    /// Who opened the connection.
    public enum Role: Hashable, Sendable {
        case dialer
        case listener
    }

    public struct Configuration: Hashable, Sendable {
        public var network: NetworkParameters
        /// What our handshake says that we are as good as.
        public var buildNumber: UInt32
        public var role: Role
        public var remote: PeerAddress
        public var leniency: Leniency
        /// From one ping to the next.
        public var pingInterval = WireLimits.pingInterval

        public init(
            network: NetworkParameters, buildNumber: UInt32? = nil, role: Role, remote: PeerAddress,
            leniency: Leniency = Leniency()
        ) {
            self.network = network
            self.buildNumber = buildNumber ?? WireLimits.buildNumber
            self.role = role
            self.remote = remote
            self.leniency = leniency
        }
    }

    /// What a whitelisted peer is allowed more than others (`policy §1`, `§2`). It may change during a session.
    public struct Leniency: Hashable, Sendable {
        /// The permission `norate`: no limits on what the peer sends but the one over everything.
        public var isExemptFromLimits: Bool
        /// The permission `keep`: an outdated build is taken.
        public var keepsTrust: Bool
        /// The connection isn't closed for slowness or silence, and pings have longer to come back.
        public let keepsConnection: Bool

        /// - Parameter extendsPatience: Whether a kept peer may be slower than others.
        public init(isExemptFromLimits: Bool = false, keepsTrust: Bool = false, extendsPatience: Bool = true) {
            self.isExemptFromLimits = isExemptFromLimits
            self.keepsTrust = keepsTrust
            keepsConnection = keepsTrust && extendsPatience
        }

        /// Without a pong for this long a ping is missed.
        public var missedPingAfter: Duration {
            keepsConnection ? WireLimits.missedPingAfterForKeptPeers : WireLimits.missedPingAfter
        }
    }

    /// What we tell peers of our own chain.
    public struct LocalTip: Hashable, Sendable {
        public var height: Height
        public var hash: BlockHash
        /// While true, the session leaves aside what a node that is catching up can't judge (`wire §10.6`).
        public var isSyncing: Bool

        public init(height: Height, hash: BlockHash, isSyncing: Bool) {
            self.height = height
            self.hash = hash
            self.isSyncing = isSyncing
        }
    }

    enum Phase: Hashable {
        case unopened
        case awaitingFirstFrame(since: Moment)
        case established
        case closed
    }

    public private(set) var configuration: Configuration
    /// The build number in the peer's handshake, once that has come. A listener's comes after the session stands.
    public internal(set) var peerBuild: UInt32?
    /// When the last message came, of whatever kind: any sign of life counts (`policy §2`).
    public internal(set) var lastReceived: Moment?

    var phase = Phase.unopened
    var localTip: LocalTip
    var pings = PendingPings()
    var requests = OutstandingBlockRequests()
    var receivingLimits: MessageLimits
    var sendingLimits = SendingLimits()
    var receivedBlockRequests = BlockRequestHistory()
    private var nonces: any RandomNumberGenerator & Sendable

    /// - Parameter nonces: Where the nonces of pings come from.
    public init(_ configuration: Configuration, nonces: any RandomNumberGenerator & Sendable) {
        self.configuration = configuration
        self.nonces = nonces
        localTip = LocalTip(height: .genesis, hash: configuration.network.genesisHash, isSyncing: true)
        receivingLimits = MessageLimits(isExempt: configuration.leniency.isExemptFromLimits)
    }

    public var isEstablished: Bool { phase == .established }
    /// Whether an answer with blocks is still to come: nobody is called silent meanwhile (`policy §2`).
    public var isAwaitingBlocks: Bool { !requests.isEmpty }

    /// What an event leads to, to be done in order. After `.close` nothing follows.
    public mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        guard phase != .closed else { return [] }
        var turn = Turn(now: now, wallClock: wallClock)
        switch event {
        case .opened(let tip):
            localTip = tip
            open(&turn)
        case .localTip(let tip): localTip = tip
        case .leniency(let leniency):
            configuration.leniency = leniency
            receivingLimits.isExempt = leniency.isExemptFromLimits
        case .received(let message): receive(message, &turn)
        case .undecodableFrame(let error): close(.brokenFrame(error), &turn)
        case .tick: tick(&turn)
        case .send(let message): request(message, &turn)
        case .relay(let claim):
            if isEstablished { transmit(claim.relayed, &turn) }
        }
        return turn.effects
    }

    private mutating func tick(_ turn: inout Turn) {
        switch phase {
        case .awaitingFirstFrame(let since):
            let isDialer = configuration.role == .dialer
            let patience =
                isDialer && configuration.leniency.keepsTrust
                ? WireLimits.handshakePatienceWithKept : WireLimits.handshakePatience
            guard turn.now - since >= patience else { return }
            close(isDialer ? .refusedInSilence : .noHandshake, &turn)
        case .established:
            watchPings(&turn)
            requests.expire(at: turn.now)
        case .unopened, .closed: break
        }
    }

    mutating func close(_ reason: CloseReason, _ turn: inout Turn) {
        phase = .closed
        turn.effects.append(.close(reason))
    }

    mutating func nextNonce() -> UInt64 { nonces.next() }
}

/// One call of `handle`: its times, and what has come of it so far.
struct Turn {
    let now: Moment
    let wallClock: UnixTime
    var effects: [PeerSession.Effect] = []

    mutating func note(_ note: SessionNote) { effects.append(.note(note)) }
}
