public import Logging
public import TimeChain
import TimeModel
public import TimePeers
public import TimeTransport
import TimeWire

/// A running node: the shell around the state machines that sync, dial and hold sessions (`design §2`, `§3`).
///
/// It owns who is connected and which blocks are wanted; every session is an actor of its own, and the chain is written
/// by one worker.
public actor Node {
    let settings: NodeSettings
    let store: ChainStore
    let clock: NodeClock
    let logger: Logger
    let transport: PeerTransport
    let worker: ChainWorker
    let keeper: TrustKeeper
    let onStatus: @Sendable (NodeStatus) -> Void
    private let onListening: @Sendable () -> Void

    var coordinator: SyncCoordinator
    var downloader: BlockDownloader
    var trust: TrustTable
    /// Configured peers, and those that a web server named.
    var connect: [PeerEndpoint]
    var discovered: [PeerEndpoint] = []
    /// Addresses that completed a handshake since the keeper last asked.
    var seen: Set<PeerAddress> = []
    var planner = DialPlanner()
    var sessions: [PeerAddress: SessionHandle] = [:]
    var logGate = LogGate()
    let dials = AsyncStream<PeerEndpoint>.makeStream()
    let connects = AsyncStream<[PreparedBlock]>.makeStream()
    let end = AsyncStream<Void>.makeStream()

    var isCatchingUp = false
    /// The height that was last said to be the peers' tip.
    var caughtUpAt: Height?
    /// The sessions know an older tip, or another phase.
    var isTipUntold = false
    var firstRequest: Moment?
    var lastConnect: Moment?
    var blocksConnected: UInt64 = 0

    /// - Parameters:
    ///   - keeper: has its configuration already, so that nobody is treated as a stranger who isn't one.
    ///   - trust: as the keeper made it.
    ///   - onListening: called once, when peers can dial, or at the start of a node that doesn't listen.
    ///   - onStatus: called after each connected run and each change of phase. Both must return at once.
    public init(
        settings: NodeSettings, store: ChainStore, keeper: TrustKeeper, trust: TrustTable, transport: PeerTransport,
        clock: NodeClock = .system(),
        logger: Logger, onListening: @escaping @Sendable () -> Void = {},
        onStatus: @escaping @Sendable (NodeStatus) -> Void = { _ in }
    ) {
        self.settings = settings
        self.store = store
        self.keeper = keeper
        self.trust = trust
        connect = settings.connect
        self.transport = transport
        self.clock = clock
        self.logger = logger
        self.onStatus = onStatus
        self.onListening = onListening
        worker = ChainWorker(store: store)
        let tip = store.tip
        coordinator = SyncCoordinator(network: settings.network, local: tip.height)
        downloader = BlockDownloader(tip: tip.height)
    }

    /// Listens, dials and follows the chain until the task is cancelled, or, if so set, until the tip is reached.
    ///
    /// - Throws: `TransportError` if the listener can't be bound. Nothing that a peer does ends the node.
    public func run() async throws {
        planDials()
        let listener = try await bind()
        onListening()
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let listener {
                group.addTask { try await listener.run { await self.hold($0, role: .listener) } }
            }
            group.addTask { await self.dialAsOrdered() }
            group.addTask { await self.connectAsOrdered() }
            group.addTask { await self.tickForever() }
            group.addTask { await self.keeper.run(for: self) }
            group.addTask { for await _ in self.end.stream { return } }
            // None of them returns before the node is to end; then all end.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    public var status: NodeStatus {
        let target: Height? =
            switch coordinator.phase {
            case .waitingForPeers: nil
            case .catchingUp(let height): height
            case .synced: store.tip.height
            }
        return NodeStatus(
            tip: store.tip, target: target, isSynced: coordinator.phase == .synced, blocksConnected: blocksConnected,
            timeConnecting: firstRequest.flatMap { first in lastConnect.map { $0 - first } } ?? .zero)
    }

    private func bind() async throws -> PeerListener? {
        guard let endpoint = settings.listen else { return nil }
        let listener = try await transport.listen(on: endpoint, allowsPlaintext: true)
        logger.info("listening", metadata: ["address": "\(listener.localEndpoint)"])
        return listener
    }

    /// To be cancelled is how it ends, and no error: whichever task ends first would end the node with it.
    private func tickForever() async {
        while !Task.isCancelled {
            tick()
            try? await clock.sleep(NodeLimits.tick)
        }
    }

    private func tick() {
        let now = clock.now()
        let due = planner.due(at: now, connected: Set(sessions.keys), limit: settings.maximumOutboundSessions)
        for endpoint in due { dials.continuation.yield(endpoint) }
        coordinate(.tick)
        download(.tick)
        if isTipUntold { tellSessions() }
    }
}
