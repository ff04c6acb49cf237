import Foundation
import Logging
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeHost
import TimeModel
import TimeNode
import TimeRPC

/// One run of the daemon in the foreground, from its store's lock to its last word.
struct DaemonRun {
    let configuration: NodeConfiguration
    let overrides: ConfigurationOverrides
    let stopsWhenSynced: Bool

    func run() async throws {
        let logger = configuration.logger(label: "timed")
        for notice in configuration.notices { logger.notice("\(notice)") }
        if configuration.isWhitelistExtensionDisabled {
            logger.notice("whitelisted peers get no more time to answer than others")
        }
        let state = RPCState(configuration: configuration) { kill(getpid(), SIGTERM) }
        guard let settings = configuration.rpc else { return try await runNode(state, logger) }
        let server = try RPCServer(settings, state: state, logger: logger)
        try await RPCRun(server: server, configuration: configuration, logger: logger)
            .run {
                try await runNode(state, logger)
            }
    }

    private func runNode(_ rpc: RPCState, _ logger: Logger) async throws {
        let progress = CatchUpProgress()
        let notifier = ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        let pulse = PulseReport(notifier)
        let command = configuration.alertCommand.map { AlertCommand($0, logger: logger) }
        var settings = NodeSettings(configuration)
        settings.stopsWhenSynced = stopsWhenSynced
        let host = try await NodeHost(
            configuration, settings: settings, logger: logger, onListening: { notifier?.notify(.ready) },
            onStatus: { status in
                rpc.update(status)
                progress.update(status)
            },
            onTick: {
                rpc.update($0)
                pulse.tell($0)
            }, onAlert: { command?.run($0) })
        rpc.ready(RPCNode(node: host.node, chain: host.store, whitelist: host.keeper.store))
        let reloading = ReloadService(
            node: host.node, keeper: host.keeper, overrides: overrides, running: configuration, notifier: notifier,
            logger: logger)
        try await host.run(beside: [reloading], onStopping: { notifier?.notify(.stopping) })
        progress.abandon()
        if stopsWhenSynced { ChainReport(host.store.summary, await host.node.status).write() }
    }
}
