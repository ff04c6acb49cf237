import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeHost
import TimeModel

/// Looks at the chain as it is stored, whoever works on it.
struct StatusRun {
    let configuration: NodeConfiguration
    let task: TaskOptions
    let output: SyncOutputOptions

    func run() throws {
        let now = WallClock.now()
        let network = NetworkParameters(configuration.network)
        let summary: ChainSummary?
        do {
            summary = try ChainStore.summary(directory: configuration.storeDirectory, network: network)
        } catch {
            throw OperatorError(error)
        }
        guard let summary else {
            throw OperatorError(
                .noInput, "no chain in \(configuration.storeDirectory)",
                remedy: "tc-sync without --status makes one, or give --datadir")
        }
        let report = SyncReport(network, height: summary.tip.height, hash: "\(summary.tip.hash)", at: now)
        try report.tell(output, at: now)
        try report.judge(task)
    }
}

/// Says what a run would do.
struct DryRun {
    let configuration: NodeConfiguration
    let task: TaskOptions
    let output: SyncOutputOptions

    func run() throws {
        let network = NetworkParameters(configuration.network)
        let height: Height
        do {
            let summary = try ChainStore.summary(directory: configuration.storeDirectory, network: network)
            height = summary?.tip.height ?? .genesis
        } catch {
            throw OperatorError(error)
        }
        let schedule = network.expectedHeight(at: WallClock.now())
        let last = task.to.map { min(Height($0), schedule) } ?? schedule
        let named = task.from.map { "\($0.endpoint(defaultPort: network.peerPort))" }
        let peers = named.isEmpty ? ["those of the daemon: whitelisted, masternodes, published"] : named
        var rows = [
            ["chain", configuration.storeDirectory], ["height", "\(height)"],
            ["up to", "\(last), if the peers have it"], ["peers", peers.joined(separator: ", ")],
        ]
        if let process = RunningDaemon.process(storeDirectory: configuration.storeDirectory) {
            rows.append(["by", "timed, process \(process)"])
        }
        try Output.lines(TextTable(rows).lines)
    }
}
