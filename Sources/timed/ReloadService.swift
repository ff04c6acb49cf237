import Logging
import ServiceLifecycle
import TimeCommandLine
import TimeConfiguration
import TimeNode
import TimeRPC
import UnixSignals

/// Reads the configuration again on SIGHUP. What is wrong with it changes nothing.
struct ReloadService: Service {
    let node: Node
    let keeper: TrustKeeper
    let rpc: RPCState
    let signals: UnixSignalsSequence
    let overrides: ConfigurationOverrides
    /// What the daemon started with; its network and directory stay.
    let running: NodeConfiguration
    let logger: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
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
            rpc.update(configuration)
            tell(configuration)
        } catch {
            let why = (error as? OperatorError)?.line ?? "\(error)"
            logger.error("configuration not reloaded, nothing changed", metadata: ["why": "\(why)"])
        }
    }

    private func tell(_ configuration: NodeConfiguration) {
        for notice in configuration.notices { logger.notice("\(notice)") }
        logger.info("configuration reloaded", metadata: ["file": "\(configuration.file ?? "none")"])
        let waiting = running.settingsWaiting(in: configuration).map(\.key)
        guard !waiting.isEmpty else { return }
        logger.warning(
            "some changed settings wait for a restart", metadata: ["settings": "\(waiting.joined(separator: " "))"])
    }
}
