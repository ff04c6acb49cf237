import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeHost
import TimeModel
import UnixSignals

/// Has the daemon that runs here catch up, and waits until it has.
struct DaemonWatch {
    let configuration: NodeConfiguration
    let task: TaskOptions
    let output: SyncOutputOptions
    let process: Int32

    func run() async throws {
        guard task.from.isEmpty, task.to == nil, task.pacing == nil else {
            throw OperatorError(
                .temporaryFailure, "cannot catch up from named peers, to a height or at another pace",
                why: "timed runs here as process \(process)",
                remedy: "stop it first, or leave --from, --to and --pacing out: then it is asked to catch up")
        }
        let patience = TipPatience(timeout: task.timeout.map { .seconds($0) })
        async let giveUp: Void = patience.runOut()
        let interruption = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { patience.stop() }
        }
        defer { interruption.cancel() }
        let network = NetworkParameters(configuration.network)
        let report: SyncReport
        do {
            let client = try RPCClient(configuration, version: Program.version)
            _ = try await client.call("syncnow")
            report = try await watch(client, network, patience)
        } catch let error as RPCClientError {
            throw OperatorError(
                error.code == .unauthorized ? .noPermission : .temporaryFailure,
                "cannot ask timed, which runs here as process \(process)", why: "\(error.why)", remedy: error.advice)
        }
        patience.stop()
        await giveUp
        let now = WallClock.now()
        try report.tell(output, at: now, isSuccess: report.isAtTarget)
        guard report.isAtTarget else { throw OperatorError(patience.end, of: report) }
        try report.judge(task)
    }

    private func watch(
        _ client: RPCClient, _ network: NetworkParameters, _ patience: TipPatience
    ) async throws -> SyncReport {
        let progress = output.quiet || output.json ? nil : CatchUpProgress()
        defer { progress?.abandon() }
        let teller = task.explain ? ExplanationTeller() : nil
        var first: Height?
        while true {
            let status = try await client.call("getsyncstatus")
            if let teller, case .array(let lines) = status["explanation"] { teller.tell(lines.compactMap(\.text)) }
            let height = Height(UInt64(clamping: status["height"]?.integer ?? 0))
            let target = status["target"]?.integer.map { Height(UInt64(clamping: $0)) }
            let began = first ?? height
            first = began
            let report = SyncReport(
                network, height: height, hash: status["hash"]?.text ?? "", target: target,
                connected: height.blocks(above: began), at: WallClock.now())
            patience.heard(target: target)
            if report.isAtTarget || patience.isOver { return report }
            progress?.update(height, of: target)
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
