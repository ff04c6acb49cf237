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
import UnixSignals

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
        let signals = (ending: await EndingSignals(), reloading: await UnixSignalsSequence(trapping: .sighup))
        // Before anything that two daemons would share, the cookie among it.
        let lock = try StoreLock(for: configuration)
        let state = RPCState(configuration: configuration) { kill(getpid(), SIGTERM) }
        guard let settings = configuration.rpc else { return try await runNode(lock, state, signals, logger) }
        let server = try RPCServer(settings, state: state, logger: logger)
        try await RPCRun(server: server, url: settings.url, logger: logger)
            .run {
                try await runNode(lock, state, signals, logger)
            }
    }

    private func runNode(
        _ lock: StoreLock, _ rpc: RPCState, _ signals: (ending: EndingSignals, reloading: UnixSignalsSequence),
        _ logger: Logger
    ) async throws {
        let progress = CatchUpProgress()
        let notifier = ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        let pulse = PulseReport(notifier)
        let command = configuration.alertCommand.map { AlertCommand($0, logger: logger) }
        var settings = NodeSettings(configuration)
        settings.stopsWhenSynced = stopsWhenSynced
        let host = try await NodeHost(
            configuration, lock: lock, settings: settings, logger: logger, onListening: { notifier?.notify(.ready) },
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
            node: host.node, keeper: host.keeper, rpc: rpc, signals: signals.reloading, overrides: overrides,
            running: configuration, logger: logger)
        try await host.run(beside: [reloading], endingAt: signals.ending, onStopping: { notifier?.notify(.stopping) })
        progress.abandon()
        if stopsWhenSynced { ChainReport(host.store.summary, await host.node.status).write() }
    }
}
