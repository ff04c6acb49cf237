package import Logging
package import TimeChain
package import TimeModel
package import TimePeers
package import TimeWire

/// What a node decides: whom to dial, who gets and keeps a session, which blocks to ask of whom. A pure state machine
/// made of the others; the daemon and the simulation run the same one (`design §2`).
package struct NodeCore: Sendable {
    package enum Event: Sendable {
        /// Dials may begin.
        case started(masternodes: [MasternodeRecord])
        /// About once a second.
        case tick
        /// It is as late as `wake` asked for.
        case woken
        /// What the process takes of its machine.
        case usage(ProcessUsage)
        /// The store of peers has changed.
        case trust(TrustTable)
        /// The configuration names these to stay connected to.
        case configured([PeerEndpoint])
        /// A web server names these.
        case discovered([PeerEndpoint])
        /// What is wrong with the web servers' lists, so that they count for nothing; nil if nothing is.
        case peerListJudged(complaint: String?)
        /// A dial failed, or its session ended. `jitter` is a fraction from 0 up to 1.
        case dialEnded(PeerEndpoint, reachedPeer: Bool, why: String?, jitter: Double)
        /// A connection gets no session, before its handshake already.
        case refused(PeerAddress, Admission.Refusal)
        /// A handshake is complete.
        case established(SessionID, Candidate)
        case reported(SessionID, SessionReport)
        /// With all round trips of the peer, of that session and earlier ones.
        case ended(SessionID, PeerAddress, SessionEnd, RoundTripHistogram)
        /// The answer to `lookUp`: what is there to spend at these points, if anything is.
        case outputs([OutPoint: UnspentOutput?])
        /// The last `connect` is done.
        case connected(ChainTip, blocks: Int, findings: [AuditFinding], stop: BlockDownloader.ConnectStop?)
        /// What checking and storing the last run took; comes before its `connected`.
        case connectCost(processor: Duration, elapsed: Duration)
        /// How busy the process is; about once a second.
        case processorTime(ProcessorGate.Usage)
        /// The answer to `readHashes`.
        case ownHashes(OwnHashes)
        /// The answer to `reorganise`, and the tip after it.
        case reorganised(ReorganisationOutcome, ChainTip)
        /// Somebody wants to know the peers' tips now.
        case askTips
        /// The chain's store failed at reading.
        case storeUnreadable(String)
        /// The chain's store failed at writing.
        case storeUnwritable(String)
    }

    package enum Effect: Sendable {
        case dial(PeerEndpoint)
        case tell(SessionID, SessionCommand)
        case work(ChainWork)
        /// Ban the address for what it did; of a whitelisted one it is only recorded.
        case ban(PeerAddress, reason: String, evidence: String, expires: UnixTime)
        /// A peer says of itself that it is a masternode. Without the collateral if another masternode holds that.
        case announced(PeerAddress, MasternodeAnnouncement, collateral: OutPoint?)
        /// Look in the chain for outputs that are there to spend; to be answered by `outputs`.
        case lookUp([OutPoint])
        /// The chain has come to rest at the peers' tip.
        case settled
        /// Then `woken` is due. Nothing is lost if it doesn't come, but time.
        case wake(at: Moment)
        /// Something that the status tells has changed.
        case statusChanged
        /// For the operator's command.
        case alert(AlertChange)
        case log(LogLine)
    }

    /// A connection that wants to be a session.
    package struct Candidate: Hashable, Sendable {
        package let endpoint: PeerEndpoint
        package let role: PeerSession.Role
        package let build: UInt32?
        package let isEncrypted: Bool

        package init(endpoint: PeerEndpoint, role: PeerSession.Role, build: UInt32?, isEncrypted: Bool) {
            self.endpoint = endpoint
            self.role = role
            self.build = build
            self.isEncrypted = isEncrypted
        }
    }

    package struct LogLine: Sendable {
        package let level: Logger.Level
        package let message: String
        package let metadata: [String: String]
    }

    struct Peer: Sendable {
        let session: SessionID
        let ticket: Admission.Ticket
        /// As the session knows it.
        var standing: PeerStanding
        let candidate: Candidate
        let since: UnixTime
        let admittedAt: Moment
        /// It has lasted, and counts for the peer's reliability.
        var hasLasted = false
        var health = PeerHealth.responsive
        var suspicion = 0.0
        var missedPings = 0
        var lastRoundTrip: Duration?
        /// Of this session and earlier ones.
        var roundTrips: RoundTripHistogram
        var tip: PeerTip?
    }

    let settings: NodeSettings
    var coordinator: SyncCoordinator
    var downloader: BlockDownloader
    var forks: ForkResolver
    var gate: ProcessorGate
    var planner: DialPlanner
    var admission: Admission
    var bans = BanPolicy()
    var load = ObserverLoad()
    var masternodes: MasternodeRegistry
    /// What is known of peers' reliability and round trips, and of whom it has changed since this was last asked.
    var records: [PeerAddress: PeerRecord]
    var changedRecords: Set<PeerAddress> = []
    var trust: TrustTable
    /// Peers that the configuration names, and those that a web server does.
    var connect: [PeerEndpoint]
    var discovered: [PeerEndpoint] = []
    var peers: [PeerAddress: Peer] = [:]
    var addresses: [SessionID: PeerAddress] = [:]
    /// Accepted connections whose handshake isn't complete.
    var pending: [SessionID: PeerAddress] = [:]
    /// Peers that we have dialled and greeted, and who haven't answered yet.
    var greeted: Set<PeerAddress> = []
    /// Their sessions with us, which they give up if they answer.
    var crossing: [PeerAddress: (session: SessionID, candidate: Candidate)] = [:]
    var lastTick: Moment?
    var nextReport: Moment?
    var nextHealthCheck: Moment?
    /// Addresses that completed a handshake since this was last asked.
    var seen: Set<PeerAddress> = []
    var logGate = LogGate()
    var alerts = AlertMonitor()
    package internal(set) var tip: ChainTip
    var isCatchingUp = false
    /// The height that was last said to be the peers' tip.
    var caughtUpAt: Height?
    /// The last block that came in its time, until peers are told of it.
    var unannounced: Height?
    /// The sessions know an older tip, or another phase.
    var isTipUntold = false
    var firstRequest: Moment?
    var lastConnect: Moment?
    var blocksConnected: UInt64 = 0

    package init(
        settings: NodeSettings, tip: ChainTip, trust: TrustTable, records: [PeerAddress: PeerRecord] = [:]
    ) {
        self.settings = settings
        masternodes = MasternodeRegistry(relaysAnnouncements: settings.relaysAnnouncements)
        self.records = records
        let slots = Admission.Slots(
            inbound: settings.maximumInboundSessions, outbound: settings.maximumOutboundSessions)
        admission = Admission(limits: slots, ownAddress: settings.bindAddress)
        self.tip = tip
        self.trust = trust
        connect = settings.connect
        planner = DialPlanner(ownAddress: settings.bindAddress)
        coordinator = SyncCoordinator(network: settings.network, local: tip.height, hash: tip.hash)
        forks = ForkResolver(tip: tip.height)
        downloader = BlockDownloader(tip: tip.height, pacing: settings.pacing)
        gate = ProcessorGate(processors: settings.processors)
    }

    package mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        var turn = NodeTurn(now: now, wallClock: wallClock)
        switch event {
        case .started(let records):
            startRegistry(records, &turn)
            planDials(&turn)
            watch(&turn)
        case .tick: tick(&turn)
        case .woken: download(.woken, &turn)
        case .usage(let usage): alert(.usage(usage), &turn)
        case .trust(let table): adopt(table, &turn)
        case .configured(let endpoints):
            connect = endpoints
            planDials(&turn)
        case .discovered(let endpoints):
            discovered = endpoints
            planDials(&turn)
        case .peerListJudged(let complaint): alert(.peerList(complaint), &turn)
        case .dialEnded(let endpoint, let reachedPeer, let why, let jitter):
            dialEnded(endpoint, reachedPeer: reachedPeer, why: why, jitter: jitter, &turn)
        case .refused(let address, let refusal):
            guard logGate.admits(.noSession, address, at: now) else { break }
            turn.log(.info, "no session", ["peer": "\(address)", "why": "\(refusal)"])
        case .established(let session, let candidate): admit(session, candidate, &turn)
        case .reported(let session, let report): take(report, from: session, &turn)
        case .ended(let session, let address, let end, let roundTrips):
            keep(roundTrips, of: address)
            ended(session, address, end, &turn)
        case .outputs(let outputs):
            for (outpoint, output) in outputs.sorted(by: { $0.key < $1.key }) {
                register(.output(outpoint, output), &turn)
            }
        case .connected(let tip, let blocks, let findings, let stop):
            let before = self.tip.height
            self.tip = tip
            finish(from: before, blocks: blocks, findings, stop, &turn)
        case .connectCost(let processor, let elapsed):
            download(.connectCost(processor: processor, elapsed: elapsed), &turn)
        case .processorTime(let usage): measure(usage, &turn)
        case .ownHashes(let hashes): resolve(.ownHashes(hashes), &turn)
        case .reorganised(let outcome, let tip):
            self.tip = tip
            resolve(.reorganised(outcome, tip.height), &turn)
        case .askTips: for address in peers.keys.sorted() { tell(address, .askTip, &turn) }
        case .storeUnreadable(let why):
            guard logGate.admits(.storeFailed, at: now) else { break }
            turn.log(.error, "blocks could not be read, peers go without", ["why": why])
        case .storeUnwritable(let why):
            alert(.storeFailed(why), &turn)
        }
        return turn.effects
    }

    private mutating func tick(_ turn: inout NodeTurn) {
        observe(&turn)
        reportStatus(&turn)
        register(.tick(tip.height, isSyncing: localTip.isSyncing), &turn)
        let due = planner.due(
            at: turn.now, limit: settings.maximumOutboundSessions, isConnected: { peers[$0] != nil })
        for endpoint in due {
            turn.log(.debug, "dialling", ["peer": "\(endpoint)", "whitelisted": whitelisting(of: endpoint.address)])
            turn.effects.append(.dial(endpoint))
        }
        coordinate(.tick, &turn)
        rankSources(&turn)
        download(.tick, &turn)
        resolve(.tick, &turn)
        if isTipUntold { tellSessions(&turn) }
        announceBlock(&turn)
        watch(&turn)
    }
}

/// One session of this node, for as long as the process runs.
package struct SessionID: Hashable, Sendable, Comparable {
    package let rawValue: UInt64
    package init(_ rawValue: UInt64) { self.rawValue = rawValue }

    package static func < (left: SessionID, right: SessionID) -> Bool { left.rawValue < right.rawValue }
}

/// One call of `handle`: its times, and what has come of it so far.
struct NodeTurn {
    let now: Moment
    let wallClock: UnixTime
    var effects: [NodeCore.Effect] = []

    mutating func log(_ level: Logger.Level, _ message: String, _ metadata: [String: String] = [:]) {
        effects.append(.log(NodeCore.LogLine(level: level, message: message, metadata: metadata)))
    }
}
