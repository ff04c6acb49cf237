import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeHost
import TimeModel

/// Says what a run would do.
struct DryRun {
    let configuration: NodeConfiguration
    let task: TaskOptions

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
