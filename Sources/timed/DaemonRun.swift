import Foundation
import Logging
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeHost
import TimeModel
import TimeNode

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
        let progress = CatchUpProgress()
        let notifier = ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        var settings = NodeSettings(configuration)
        settings.stopsWhenSynced = stopsWhenSynced
        let host = try await NodeHost(
            configuration, settings: settings, logger: logger, onListening: { notifier?.notify(.ready) },
            onStatus: progress.update)
        let reloading = ReloadService(
            node: host.node, keeper: host.keeper, overrides: overrides, running: configuration, notifier: notifier,
            logger: logger)
        try await host.run(beside: [reloading]) { notifier?.notify(.stopping) }
        progress.abandon()
        if stopsWhenSynced { ChainReport(host.store.summary, await host.node.status).print() }
    }
}
