import Logging
import ServiceLifecycle
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeNode
import UnixSignals

/// Reads the configuration again on SIGHUP. What is wrong with it changes nothing.
struct ReloadService: Service {
    let node: Node
    let keeper: TrustKeeper
    let overrides: ConfigurationOverrides
    /// What the daemon started with; its network and directory stay.
    let running: NodeConfiguration
    let notifier: ServiceNotifier?
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await reload()
        }
    }

    private func reload() async {
        do {
            let configuration = try NodeConfiguration.load(overrides)
            guard configuration.network == running.network, configuration.dataDirectory == running.dataDirectory else {
                throw OperatorError(
                    .configuration, "cannot change the network or the data directory of a running node",
                    remedy: "restart it")
            }
            try await keeper.configure(configuration.trust, policy: configuration.whitelistPolicy)
            await node.reconfigure(connect: configuration.dialledPeers)
            logger.info("configuration reloaded", metadata: ["file": "\(configuration.file ?? "none")"])
        } catch {
            let why = (error as? OperatorError)?.line ?? "\(error)"
            logger.error("configuration not reloaded, nothing changed", metadata: ["why": "\(why)"])
        }
    }
}
