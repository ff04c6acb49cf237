import Foundation
import Logging
import ServiceLifecycle
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport
import UnixSignals

/// One run of the daemon in the foreground, from its store's lock to its last word.
struct DaemonRun {
    let configuration: NodeConfiguration
    let overrides: ConfigurationOverrides
    let stopsWhenSynced: Bool

    func run() async throws {
        let logger = configuration.logger(label: "timed")
        let network = NetworkParameters(configuration.network)
        for notice in configuration.notices { logger.notice("\(notice)") }
        if configuration.isWhitelistExtensionDisabled {
            logger.notice("whitelisted peers get no more time to answer than others")
        }
        let store = try ChainStore.open(for: configuration)
        logger.info(
            "chain opened",
            metadata: ["network": "\(network.name)", "height": "\(store.tip.height)", "hash": "\(store.tip.hash)"])
        let (keeper, trust, records) = try await keeper(logger)
        let transport = PeerTransport(identity: try identity(), logger: logger)
        let progress = ProgressReporter("catching up", unit: "blocks", done: store.tip.height.rawValue)
        let notifier = ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        let node = Node(
            settings: settings(network), store: store, keeper: keeper, trust: trust, records: records,
            transport: transport,
            logger: logger, onListening: { notifier?.notify(.ready) }
        ) { status in
            if let target = status.target, !status.isSynced {
                progress.update(status.tip.height.rawValue, of: target.rawValue)
            } else {
                progress.abandon()
            }
        }
        let reloading = ReloadService(
            node: node, keeper: keeper, overrides: overrides, running: configuration, notifier: notifier, logger: logger
        )
        try await hold(NodeService(node: node, notifier: notifier), reloading, logger)
        progress.abandon()
        await transport.shutDown()
        if stopsWhenSynced { try await report(node, store) }
    }

    /// Runs the node until it ends by itself or a signal asks it to.
    private func hold(_ service: NodeService, _ reloading: ReloadService, _ logger: Logger) async throws {
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: reloading),
                .init(
                    service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(8)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as TransportError {
            throw OperatorError(error)
        }
        logger.info("ended")
    }

    /// The whitelist, filled from configuration and store before anybody can connect.
    private func keeper(_ logger: Logger) async throws -> (TrustKeeper, TrustTable, [PeerAddress: PeerRecord]) {
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

    private func identity() throws(OperatorError) -> TLSIdentity {
        do { return try TLSIdentity() } catch { throw OperatorError(error) }
    }

    private func settings(_ network: NetworkParameters) -> NodeSettings {
        NodeSettings(
            network: network, buildNumber: configuration.buildNumber, listen: configuration.listenEndpoint,
            connect: configuration.dialledPeers,
            extendsWhitelistedPatience: !configuration.isWhitelistExtensionDisabled,
            maximumInboundSessions: configuration.maximumInboundPeers,
            maximumOutboundSessions: configuration.maximumOutboundPeers,
            allowsPlaintextFallback: configuration.allowsPlaintextFallback,
            liveness: configuration.liveness, relaysAnnouncements: configuration.relaysAnnouncements,
            discovery: configuration.discovery.map { Discovery($0, configuration) }, stopsWhenSynced: stopsWhenSynced)
    }

    private func report(_ node: Node, _ store: ChainStore) async throws {
        let status = await node.status
        let summary = store.summary
        let seconds = status.timeConnecting / .seconds(1)
        var report = ChainReport(summary)
        report.add(
            "blocks/s",
            status.blocksConnected == 0 ? "-" : "\(Int(Double(status.blocksConnected) / max(seconds, 0.001)))")
        report.print()
    }
}

/// The node as a service that ends when asked to.
private struct NodeService: Service {
    let node: Node
    let notifier: ServiceNotifier?

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await cancelWhenGracefulShutdown { try await node.run() }
        } onGracefulShutdown: {
            notifier?.notify(.stopping)
        }
    }
}
