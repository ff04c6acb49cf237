public import Logging
public import TimeChain
public import TimeModel
public import TimePeers
public import TimeTransport
import TimeWire

/// A running node: the shell around `NodeCore`, which decides (`design §2`, `§3`).
///
/// It carries out what the core orders and reports back; every session is an actor of its own, and the chain is written
/// by one worker.
public actor Node {
    let settings: NodeSettings
    let store: ChainStore
    let clock: NodeClock
    let logger: Logger
    let transport: PeerTransport
    let keeper: TrustKeeper
    nonisolated let answers = AnswerCache()
    private let worker: ChainWorker
    private let onStatus: @Sendable (NodeStatus) -> Void
    private let onTick: @Sendable (NodePulse) -> Void
    private let onAlert: @Sendable (AlertChange) -> Void
    private var usageReadAt: Moment?
    private let onListening: @Sendable () -> Void

    private var core: NodeCore
    private var sessions: [SessionID: NodeSession] = [:]
    private var nextSession: UInt64 = 0
    /// Of sessions that are over.
    private var endedTraffic = Traffic.none
    /// Processor time that hashing, checking and storing blocks has taken.
    private var catchUpTime = Duration.zero
    private let dials = AsyncStream<PeerEndpoint>.makeStream()
    private let chainWork = AsyncStream<ChainWork>.makeStream()
    private let wakes = AsyncStream<Moment>.makeStream(bufferingPolicy: .bufferingNewest(1))
    private let announcements = AsyncStream<(PeerAddress, MasternodeAnnouncement, OutPoint?)>
        .makeStream(bufferingPolicy: .bufferingOldest(NodeLimits.waitingAnnouncements))
    private let lookups = AsyncStream<[OutPoint]>
        .makeStream(bufferingPolicy: .bufferingNewest(NodeLimits.waitingLookups))
    private let bans = AsyncStream<(PeerAddress, reason: String, evidence: String, expires: UnixTime)>
        .makeStream(bufferingPolicy: .bufferingOldest(NodeLimits.waitingBans))
    private let end = AsyncStream<Void>.makeStream()

    /// - Parameters:
    ///   - keeper: has its configuration already, so that nobody is treated as a stranger who isn't one.
    ///   - trust: as the keeper made it.
    ///   - records: What was learned of peers before.
    ///   - onListening: called once, when peers can dial, or at the start of a node that doesn't listen.
    ///   - onStatus: called after each connected run and each change of phase.
    ///   - onTick: called once a second, as long as the node's own loop runs.
    ///   - onAlert: called for an operator's command, at most once a minute and kind. All of them must return at once.
    public init(
        settings: NodeSettings, store: ChainStore, keeper: TrustKeeper, trust: TrustTable,
        records: [PeerAddress: PeerRecord] = [:], transport: PeerTransport, clock: NodeClock = .system(),
        logger: Logger, onListening: @escaping @Sendable () -> Void = {},
        onStatus: @escaping @Sendable (NodeStatus) -> Void = { _ in },
        onTick: @escaping @Sendable (NodePulse) -> Void = { _ in },
        onAlert: @escaping @Sendable (AlertChange) -> Void = { _ in }
    ) {
        self.settings = settings
        self.store = store
        self.keeper = keeper
        self.transport = transport
        self.clock = clock
        self.logger = logger
        self.onStatus = onStatus
        self.onListening = onListening
        self.onTick = onTick
        self.onAlert = onAlert
        worker = ChainWorker(store: store)
        core = NodeCore(settings: settings, tip: store.tip, trust: trust, records: records)
    }

    /// Listens, dials and follows the chain until the task is cancelled, or, if so set, until the tip is reached.
    ///
    /// - Throws: `TransportError` if the listener can't be bound. Nothing that a peer does ends the node.
    public func run() async throws {
        handle(.started(masternodes: await keeper.knownMasternodes()))
        let listener = try await bind()
        onListening()
        if settings.isReached(by: core.status) { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let listener {
                group.addTask { try await listener.run { await self.hold($0, role: .listener) } }
            }
            group.addTask { await self.dialAsOrdered() }
            group.addTask { await self.workAsOrdered() }
            group.addTask { await self.tickForever() }
            group.addTask { await self.wakeAsOrdered() }
            group.addTask { await self.keeper.run(for: self) }
            group.addTask { await self.proposeAnnounced() }
            group.addTask { await self.lookUpAsOrdered() }
            group.addTask { await self.banAsOrdered() }
            if let discovery = settings.discovery {
                group.addTask { await self.keeper.discover(discovery, for: self) }
            }
            group.addTask { for await _ in self.end.stream { return } }
            // None of them returns before the node is to end; then all end.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    public var status: NodeStatus { core.status }

    /// Asks every peer for its tip.
    ///
    /// - Returns: how many there are.
    package func askTips() -> Int {
        handle(.askTips)
        return core.sessions.count
    }

    /// Why blocks come as they do at this moment.
    public func explainSync() -> SyncExplanation {
        core.explainSync(at: clock.now(), wallClock: clock.wallClock())
    }

    package func snapshot() -> NodeSnapshot {
        var snapshot = core.snapshot
        snapshot.traffic = sessions.values.reduce(endedTraffic) { $0 + $1.traffic }
        for index in snapshot.peers.indices {
            snapshot.peers[index].traffic = sessions[snapshot.peers[index].session]?.traffic ?? .none
        }
        return snapshot
    }

    /// Takes the configuration's peers for those to stay connected to.
    public func reconfigure(connect endpoints: [PeerEndpoint]) { handle(.configured(endpoints)) }

    // MARK: The core's events and effects

    func handle(_ event: NodeCore.Event) {
        for effect in core.handle(event, at: clock.now(), wallClock: clock.wallClock()) {
            switch effect {
            case .dial(let endpoint): dials.continuation.yield(endpoint)
            case .tell(let session, let command): sessions[session]?.tell(command)
            case .work(let work): chainWork.continuation.yield(work)
            case .ban(let address, let reason, let evidence, let expires):
                bans.continuation.yield((address, reason, evidence, expires))
            case .announced(let address, let announcement, let collateral):
                announcements.continuation.yield((address, announcement, collateral))
            case .lookUp(let outpoints): lookups.continuation.yield(outpoints)
            case .wake(let moment): wakes.continuation.yield(moment)
            case .settled: worker.settle()
            case .statusChanged:
                let status = core.status
                onStatus(status)
                if settings.isReached(by: status) { end.continuation.finish() }
            case .alert(let change): onAlert(change)
            case .log(let line):
                logger.log(
                    level: line.level, "\(line.message)", metadata: line.metadata.mapValues { "\($0)" })
            }
        }
    }

    /// To be cancelled is how it ends, and no error: whichever task ends first would end the node with it.
    private func tickForever() async {
        while !Task.isCancelled {
            measureProcess()
            handle(.processorTime(ProcessorGate.Usage(total: ProcessorTime.ofProcess(), catchingUp: catchUpTime)))
            handle(.tick)
            onTick(core.pulse(at: clock.now()))
            try? await clock.sleep(NodeLimits.tick)
        }
    }

    /// Ends when the node does.
    private func wakeAsOrdered() async {
        for await moment in wakes.stream {
            try? await clock.sleepUntil(moment)
            handle(.woken)
        }
    }

    private func measureProcess() {
        let now = clock.now()
        guard usageReadAt.map({ now - $0 >= NodeLimits.usageInterval }) ?? true else { return }
        usageReadAt = now
        if let usage = ProcessMeter.read() { handle(.usage(usage)) }
    }

    /// Does what is to be done with the chain, one after the other; ends when the node does.
    private func workAsOrdered() async {
        for await work in chainWork.stream {
            switch work {
            case .connect(let blocks): await connect(blocks)
            case .readHashes(let heights): await readHashes(heights)
            case .reorganise(let tip, let ancestor, let branch):
                do {
                    let outcome = try await worker.reorganise(
                        from: tip, downTo: ancestor, branch, at: clock.wallClock())
                    answers.forget()
                    handle(.reorganised(outcome, store.tip))
                } catch {
                    handle(.storeUnwritable("\(error)"))
                    handle(.reorganised(.outdated, store.tip))
                }
            }
        }
    }

    private func connect(_ blocks: [PreparedBlock]) async {
        do {
            let (outcome, processor, elapsed) = try await worker.connect(blocks, at: clock.wallClock())
            catchUpTime += processor
            handle(.connectCost(processor: processor, elapsed: elapsed))
            handle(
                .connected(
                    store.tip, blocks: outcome.connected, findings: outcome.findings,
                    stop: outcome.violation.map(BlockDownloader.ConnectStop.violation)))
        } catch {
            handle(.storeUnwritable("\(error)"))
            handle(.connected(store.tip, blocks: 0, findings: [], stop: .storeFailure))
        }
    }

    private func readHashes(_ heights: ClosedRange<Height>) async {
        do {
            if let hashes = try await worker.hashes(of: heights) {
                handle(.ownHashes(OwnHashes(from: heights.lowerBound, hashes)))
            }
        } catch {
            storeFailed(error)
        }
    }

    /// Hands masternodes that announced themselves to the whitelist; ends when the node does.
    private func proposeAnnounced() async {
        for await (address, announcement, collateral) in announcements.stream {
            await keeper.announced(
                address, tier: announcement.tier, paysCollateral: paysCollateral(announcement, collateral))
        }
    }

    /// Looks collaterals up, not on the node's own thread; ends when the node does.
    private nonisolated func lookUpAsOrdered() async {
        for await outpoints in lookups.stream {
            do {
                let outputs = try outpoints.map { ($0, try store.unspentOutput($0)) }
                await handle(.outputs(Dictionary(outputs) { first, _ in first }))
            } catch {
                await storeFailed(error)
            }
        }
    }

    /// Stores automatic bans; ends when the node does.
    private func banAsOrdered() async {
        for await ban in bans.stream {
            await keeper.ban(ban.0, reason: ban.reason, evidence: ban.evidence, expires: ban.expires)
        }
    }

    // MARK: Sessions

    private func bind() async throws -> PeerListener? {
        guard let endpoint = settings.listen else { return nil }
        let listener = try await transport.listen(on: endpoint, allowsPlaintext: true)
        logger.info("listening", metadata: ["address": "\(listener.localEndpoint)"])
        return listener
    }

    /// Dials each ordered endpoint and holds its session; ends when the node does, with all sessions it began.
    private func dialAsOrdered() async {
        await withDiscardingTaskGroup { group in
            for await endpoint in dials.stream {
                group.addTask { await self.dial(endpoint) }
            }
        }
    }

    private func dial(_ endpoint: PeerEndpoint) async {
        var reachedPeer = true
        var why: String?
        let dialer = transport.dialer(
            from: settings.bindAddress, allowsPlaintextFallback: settings.allowsPlaintextFallback)
        do {
            let connection = try await dialer.dial(endpoint)
            await hold(connection, role: .dialer)
        } catch {
            reachedPeer = error.operation != .connect
            why = "\(error)"
        }
        handle(.dialEnded(endpoint, reachedPeer: reachedPeer, why: why, jitter: .random(in: 0..<1)))
    }

    /// Holds one session from its connection to its end. Nothing that happens in it leaves this function.
    func hold(_ connection: PeerConnection, role: PeerSession.Role) async {
        let address = connection.remote.address
        let standing = core.standing(of: address)
        nextSession += 1
        let id = SessionID(nextSession)
        let refusal = role == .listener ? core.accepts(id, address, at: clock.now()) : core.greets(address)
        if let refusal {
            handle(.refused(address, refusal))
            return await connection.close()
        }
        let session = NodeSession(
            id: id, node: self, connection: connection, role: role, tip: core.localTip,
            leniency: core.leniency(for: standing), roundTrips: core.roundTrips(of: address))
        sessions[id] = session
        await session.run()
        sessions[id] = nil
        endedTraffic = endedTraffic + session.traffic
    }

    /// Blocks are here, after so much processor time.
    func hashed(
        _ blocks: [PreparedBlock], answering request: BlockRequest, in session: SessionID, processor: Duration
    ) {
        catchUpTime += processor
        handle(.reported(session, .blocks(blocks, answering: request)))
    }

    /// The chain's store can't be read: no peer's fault, and nothing that a session should end for.
    func storeFailed(_ error: any Error) { handle(.storeUnreadable("\(error)")) }

    func peerExchange() -> [PeerExchangeEntry] { core.peerExchange() }

    func masternodeList() -> [MasternodeAnnouncementData] { core.masternodeList() }

    func takeMasternodes() -> (written: [MasternodeRecord], removed: [PeerAddress]) { core.takeMasternodes() }

    func takeSeen(includingConnected: Bool) -> Set<PeerAddress> {
        core.takeSeen(includingConnected: includingConnected)
    }

    func takeRecords() -> [PeerRecord] { core.takeRecords() }

    /// Whether the collateral is there to spend and pays to the announced address.
    private func paysCollateral(_ announcement: MasternodeAnnouncement, _ collateral: OutPoint?) -> Bool {
        guard announcement.tier > .free, let collateral else { return false }
        do {
            guard let output = try store.unspentOutput(collateral) else { return false }
            return output.value == announcement.tier.collateral
                && output.scriptPubkey.elementsEqual(announcement.rewardAddress.utf8)
        } catch {
            storeFailed(error)
            return false
        }
    }
}
