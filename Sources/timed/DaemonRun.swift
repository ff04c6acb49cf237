import Foundation
import Logging
import ServiceLifecycle
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimeTransport
import UnixSignals

/// One run of the daemon in the foreground, from its store's lock to its last word.
struct DaemonRun {
    let configuration: NodeConfiguration
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
        let transport = PeerTransport(identity: try identity(), logger: logger)
        let progress = ProgressReporter("catching up", unit: "blocks", done: store.tip.height.rawValue)
        let notifier = ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        let node = Node(
            settings: settings(network), store: store, transport: transport, logger: logger,
            onListening: { notifier?.notify(.ready) }
        ) { status in
            if let target = status.target, !status.isSynced {
                progress.update(status.tip.height.rawValue, of: target.rawValue)
            } else {
                progress.abandon()
            }
        }
        try await hold(NodeService(node: node, notifier: notifier), logger)
        progress.abandon()
        await transport.shutDown()
        if stopsWhenSynced { try await report(node, store) }
    }

    /// Runs the node until it ends by itself or a signal asks it to.
    private func hold(_ service: NodeService, _ logger: Logger) async throws {
        var group = ServiceGroupConfiguration(
            services: [
                .init(
                    service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(8)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as TransportError {
            throw OperatorError(error)
        }
        logger.info("ended")
    }

    private func identity() throws(OperatorError) -> TLSIdentity {
        do { return try TLSIdentity() } catch { throw OperatorError(error) }
    }

    private func settings(_ network: NetworkParameters) -> NodeSettings {
        let configuration = configuration
        let trusted = configuration.whitelistedPeers
        return NodeSettings(
            network: network, buildNumber: configuration.buildNumber, listen: configuration.listenEndpoint,
            connect: configuration.connectPeers + trusted.filter { !configuration.connectPeers.contains($0) },
            whitelisted: Set(trusted.map(\.address)),
            extendsWhitelistedPatience: !configuration.isWhitelistExtensionDisabled,
            isBanned: { configuration.isBanned($0) },
            maximumInboundSessions: configuration.maximumInboundPeers,
            maximumOutboundSessions: configuration.maximumOutboundPeers,
            allowsPlaintextFallback: configuration.allowsPlaintextFallback, stopsWhenSynced: stopsWhenSynced)
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
