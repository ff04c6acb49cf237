public import Logging
public import ServiceLifecycle
public import TimeChain
import TimeCommandLine
public import TimeConfiguration
import TimeModel
public import TimeNode
import TimePeers
import TimeTransport
import UnixSignals

/// A node in this process, with what it stands on: the chain's store and its lock, the store of peers, and the network.
public struct NodeHost: Sendable {
    public let configuration: NodeConfiguration
    public let store: ChainStore
    public let keeper: TrustKeeper
    public let node: Node
    public let logger: Logger
    private let transport: PeerTransport

    /// Opens everything; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - lock: That of the configuration's store.
    ///   - settings: Those of the configuration, with what this run changes about them.
    ///   - onListening: called once, when peers can dial, or at the start of a node that doesn't listen.
    ///   - onStatus: called after each connected run and each change of phase.
    ///   - onTick: called once a second, as long as the node's own loop runs.
    ///   - onAlert: called for an operator's command, at most once a minute and kind. All must return at once.
    public init(
        _ configuration: NodeConfiguration, lock: StoreLock, settings: NodeSettings? = nil, logger: Logger,
        onListening: @escaping @Sendable () -> Void = {}, onStatus: @escaping @Sendable (NodeStatus) -> Void,
        onTick: @escaping @Sendable (NodePulse) -> Void = { _ in },
        onAlert: @escaping @Sendable (AlertChange) -> Void = { _ in }
    ) async throws {
        self.configuration = configuration
        self.logger = logger
        let network = NetworkParameters(configuration.network)
        store = try ChainStore.open(for: configuration, lock: lock)
        logger.info(
            "chain opened",
            metadata: ["network": "\(network.name)", "height": "\(store.tip.height)", "hash": "\(store.tip.hash)"])
        let (keeper, trust, records) = try await Self.keeper(configuration, logger)
        self.keeper = keeper
        do { transport = PeerTransport(identity: try TLSIdentity(), logger: logger) } catch {
            throw OperatorError(error)
        }
        node = Node(
            settings: settings ?? NodeSettings(configuration), store: store, keeper: keeper, trust: trust,
            records: records, transport: transport, logger: logger, onListening: onListening, onStatus: onStatus,
            onTick: onTick, onAlert: onAlert)
    }

    /// Runs the node, and `services` beside it, until it ends by itself or one of `signals` asks it to, or until `limit`
    /// returns.
    public func run(
        beside services: [any Service] = [], endingAt signals: EndingSignals,
        until limit: (@Sendable () async -> Void)? = nil, onStopping: @escaping @Sendable () -> Void = {}
    ) async throws {
        let ending: [any Service] = [signals, NodeService(node: node, limit: limit, onStopping: onStopping)]
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }
                + ending.map {
                    .init(
                        service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(8)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as TransportError {
            throw OperatorError(error)
        }
        logger.info("ended")
        await transport.shutDown()
    }

    /// The whitelist, filled from configuration and store before anybody can connect.
    private static func keeper(
        _ configuration: NodeConfiguration, _ logger: Logger
    ) async throws -> (TrustKeeper, TrustTable, [PeerAddress: PeerRecord]) {
        do {
            let database = try PeerDatabase(
                path: PeerDatabase.path(directory: configuration.storeDirectory), network: configuration.network,
                access: .readWrite)
            let keeper = TrustKeeper(database, policy: configuration.whitelistPolicy, logger: logger)
            let trust = try await keeper.configure(configuration.trust, policy: configuration.whitelistPolicy)
            return (keeper, trust, try await keeper.knownPeers())
        } catch let error as PeerStoreError {
            throw OperatorError(error)
        }
    }
}

/// The signals that end a node, caught from the moment that this is made: none ends the process amid something else.
public struct EndingSignals: Service {
    private let signals: UnixSignalsSequence

    public init() async { signals = await UnixSignalsSequence(trapping: .sigterm, .sigint) }

    /// Until the first one, which may have come already.
    public func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() { return }
    }
}

/// The node as a service that ends when asked to.
private struct NodeService: Service {
    let node: Node
    let limit: (@Sendable () async -> Void)?
    let onStopping: @Sendable () -> Void

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await cancelWhenGracefulShutdown {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await node.run() }
                    if let limit { group.addTask { await limit() } }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
        } onGracefulShutdown: {
            onStopping()
        }
    }
}
