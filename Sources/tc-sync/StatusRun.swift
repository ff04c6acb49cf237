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
