import Logging
import TimeCommandLine
import TimeConfiguration
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// One run: whom to probe, the probes, and what to make of them.
struct ProbeRunner {
    let options: Probe
    let configuration: NodeConfiguration

    private var storePath: String {
        options.manner.store ?? PeerDatabase.path(directory: configuration.storeDirectory)
    }

    func run() async throws {
        let earlier = try options.output.diff.map { try ProbeDocument.read($0) }
        let targets = try await TargetList(options: options, configuration: configuration, storePath: storePath)
            .targets()
        try requireNoDaemon(targets)
        let transport = PeerTransport(identity: try identity(), logger: configuration.logger(label: "tc-probe"))
        let probe = PeerProbe(transport: transport, from: source)
        let plans = targets.map(plan)
        if options.output.watch {
            try requireTerminal(for: plans)
            await Watch(probe: probe, plans: plans).run()
            return await transport.shutDown()
        }
        let recorder = try options.output.record.map { try ProbeRecorder(path: $0, plans: plans) }
        let isStreaming = options.output.ndjson
        var onEvent: (@Sendable (Int, ProbeCore.Event, Moment, UnixTime) -> Void)?
        if let recorder { onEvent = { recorder.record($0, $1, $2, $3) } }
        let batch = ProbeBatch(probe, concurrency: options.manner.concurrency)
        var reports = await batch.run(plans, onEvent: onEvent) { _, report in
            if isStreaming { try? Output.lines([try ProbeDocument([report]).text()]) }
        }
        await transport.shutDown()
        try recorder?.finish()
        ProbeReport.compareTips(&reports)
        try tell(reports, earlier: earlier)
        store(reports)
        try judge(reports)
    }

    /// Judges a recording again.
    func replay(_ file: String) async throws {
        let earlier = try options.output.diff.map { try ProbeDocument.read($0) }
        let lines = try ProbeRecordFile.lines(file)
        guard var reports = try? ProbeReplay.reports(lines), !reports.isEmpty else {
            throw ProbeRecordFile.malformed(file, "its events make no probe")
        }
        ProbeReport.compareTips(&reports)
        if options.output.ndjson { try Output.lines(reports.map { try ProbeDocument([$0]).text() }) }
        try tell(reports, earlier: earlier)
        try judge(reports)
    }

    // MARK: Before

    private func plan(_ target: ProbeTarget) -> ProbePlan {
        ProbePlan(
            target, network: configuration.network, buildNumber: configuration.buildNumber,
            count: options.output.watch ? nil : options.manner.count, interval: .seconds(options.manner.interval),
            patience: .seconds(options.manner.timeout), seed: .random(in: .min ... .max))
    }

    private var source: PeerAddress? {
        options.manner.from.flatMap { PeerAddress($0) } ?? configuration.dialAddress
    }

    private func identity() throws(OperatorError) -> TLSIdentity {
        do { return try TLSIdentity() } catch {
            throw OperatorError(.software, "\(error)", remedy: "please report it")
        }
    }

    /// Peers take one session from an address (`wire §8`): one of ours would displace the daemon's.
    private func requireNoDaemon(_ targets: [ProbeTarget]) throws {
        guard !options.manner.force, source == configuration.dialAddress,
            let process = RunningDaemon.process(storeDirectory: configuration.storeDirectory)
        else { return }
        let own = LocalAddresses.all()
        let others = targets.filter { target in
            !(target.address.map { own.contains($0) || $0.isLoopback } ?? (target.host == "localhost"))
        }
        guard let first = others.first else { return }
        throw OperatorError(
            .temporaryFailure, "not probing \(first.text)",
            why: "timed runs here as process \(process), and its sessions with peers would be displaced",
            remedy: "probe --from another address, see what the log of timed says, or --force")
    }

    private func requireTerminal(for plans: [ProbePlan]) throws {
        guard Output.columns != nil else {
            throw OperatorError(
                .usage, "cannot watch", why: "standard output is no terminal", remedy: "use --ndjson in scripts")
        }
        guard plans.count <= options.manner.concurrency else {
            throw OperatorError(
                .usage, "cannot watch \(plans.count) peers", why: "--concurrency is \(options.manner.concurrency)",
                remedy: "name fewer, or raise it")
        }
    }

    // MARK: After

    private func tell(_ reports: [ProbeReport], earlier: ProbeDocument?) throws {
        var document = ProbeDocument(reports)
        document.changes = earlier.map { ProbeComparison.changes(from: $0.peers, to: reports) }
        let output = options.output
        if output.json {
            try Output.lines([document.text()])
        } else if output.nagios {
            try Output.lines([ProbeNagios(reports).line])
        } else if !output.ndjson {
            try Output.lines(ProbeSummary(document, columns: Output.columns).lines)
        }
        if let file = output.save { try OutputFile.write(document.text() + "\n", to: file) }
        if let file = output.textfile {
            try OutputFile.write(ProbeMetrics(reports, at: WallClock.now()).text, to: file)
        }
    }

    /// What was measured is told even if it can't be kept.
    private func store(_ reports: [ProbeReport]) {
        guard !options.manner.noStore else { return }
        do {
            try OperatorError.describingPeerStore {
                let database = try PeerDatabase(path: storePath, network: configuration.network, access: .readWrite)
                try PeerRecordStore(database).add(reports, at: WallClock.now())
            }
        } catch {
            ErrorLine.write("results not stored: \((error as? OperatorError)?.line ?? "\(error)")")
        }
    }

    private func judge(_ reports: [ProbeReport]) throws {
        if let verdict = reports.map(\.verdict).max(), verdict != .healthy { throw Verdict(code: verdict.code) }
    }
}
