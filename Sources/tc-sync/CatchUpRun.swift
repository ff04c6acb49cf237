import Logging
import Synchronization
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeHost
import TimeModel
import TimeNode
import TimePeers

/// Catches up with a node of its own, on the daemon's store.
struct CatchUpRun {
    let configuration: NodeConfiguration
    let task: TaskOptions
    let output: SyncOutputOptions
    let isLogging: Bool

    func run() async throws {
        if let process = RunningDaemon.process(storeDirectory: configuration.storeDirectory) {
            return try await DaemonWatch(configuration: configuration, task: task, output: output, process: process)
                .run()
        }
        let progress = output.quiet || output.json ? nil : CatchUpProgress()
        let patience = TipPatience(timeout: task.timeout.map { .seconds($0) })
        let settings = settings
        let goal = Goal()
        let signals = await EndingSignals()
        let host = try await NodeHost(
            configuration, lock: StoreLock(for: configuration), settings: settings, logger: logger
        ) { status in
            progress?.update(status)
            // Later the peers are gone, and with them what they told.
            if settings.isReached(by: status) { goal.status.withLock { $0 = $0 ?? status } }
            patience.heard(target: status.target)
        }
        let teller = task.explain ? ExplanationTeller() : nil
        try await host.run(
            endingAt: signals,
            until: {
                await patience.runOut { if let teller { teller.tell(await host.node.explainSync().lines) } }
            })
        progress?.abandon()
        let status = if let reached = goal.status.withLock({ $0 }) { reached } else { await host.node.status }
        try tell(status, patience.end, host.store.network)
    }

    /// The node's own log only for who asks for it: the tool says itself what comes of a run.
    private var logger: Logger {
        isLogging ? configuration.logger(label: "tc-sync") : Logger(label: "tc-sync") { _ in SwiftLogNoOpLogHandler() }
    }

    private var settings: NodeSettings {
        var settings = NodeSettings(configuration)
        settings.source = configuration.dialAddress
        settings.listen = nil
        settings.stopsWhenSynced = true
        settings.lastHeight = task.to.map { Height($0) }
        if !task.from.isEmpty {
            settings.connect = task.from.map { $0.endpoint(defaultPort: settings.network.peerPort) }
            settings.dialsOnlyNamed = true
            settings.discovery = nil
        }
        return settings
    }

    private func tell(_ status: NodeStatus, _ end: TipPatience.End?, _ network: NetworkParameters) throws {
        let now = WallClock.now()
        let isReached = settings.isReached(by: status)
        let report = SyncReport(
            network, height: status.tip.height, hash: "\(status.tip.hash)", target: status.target,
            connected: status.blocksConnected, seconds: status.timeConnecting / .seconds(1), at: now)
        try report.tell(output, at: now, isSuccess: isReached)
        guard !isReached else { return try report.judge(task) }
        throw OperatorError(end, of: report)
    }
}

/// How the node stood when it had done what it was to do.
private final class Goal: Sendable {
    let status = Mutex<NodeStatus?>(nil)
}
