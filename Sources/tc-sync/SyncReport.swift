import TimeCommandLine
import TimeControl
import TimeModel

/// Where a chain stands, for people, scripts and Prometheus.
struct SyncReport: Encodable {
    static let schema = "timekit.sync/1"

    let network: String
    let height: UInt64
    let hash: String
    /// The height that the clock allows.
    let schedule: UInt64
    /// The height that the peers are believed to have; nil if nobody was asked, or nobody answered.
    let peers: UInt64?
    /// Blocks that are missing up to the peers' height, or else up to the clock's.
    let behind: UInt64
    /// Of this run; nil if it connected none.
    let connected: UInt64?
    let seconds: Double?

    private enum CodingKeys: String, CodingKey {
        case network, height, hash, schedule, behind, connected, seconds
        case peers = "peers_height"
    }

    /// - Parameters:
    ///   - height: The chain's tip, whose hash is `hash`.
    ///   - connected: Blocks of this run.
    init(
        _ network: NetworkParameters, height: Height, hash: String, target: Height? = nil, connected: UInt64? = nil,
        seconds: Double? = nil, at now: UnixTime
    ) {
        let due = network.expectedHeight(at: now)
        self.network = network.name
        self.height = height.rawValue
        self.hash = hash
        schedule = due.rawValue
        peers = target?.rawValue
        behind = (target ?? due).blocks(above: height)
        self.connected = connected
        self.seconds = seconds.map { ($0 * 1000).rounded() / 1000 }
    }

    /// The peers have told their tip, and nothing of it is missing.
    var isAtTarget: Bool { peers != nil && behind == 0 }

    var lines: [String] {
        var rows = [["height", "\(height)"], ["hash", hash], ["schedule", "\(schedule)"]]
        if let peers { rows.append(["peers", "\(peers)"]) }
        rows.append(["behind", "\(behind)"])
        if let connected, let seconds, connected > 0 {
            rows.append(["connected", "\(connected) in \(seconds) s"])
        }
        return TextTable(rows).lines
    }

    func metrics(at now: UnixTime, isSuccess: Bool) -> String {
        var metrics = MetricsText()
        metrics.add("sync_success", "Whether the last run did all it was to do.", isSuccess ? 1 : 0)
        metrics.add("sync_timestamp_seconds", "When the last run ended.", now.rawValue)
        metrics.add("sync_height", "The height of the chain.", height)
        metrics.add("sync_schedule_height", "The height that the clock allows.", schedule)
        if let peers { metrics.add("sync_peers_height", "The height that the peers have.", peers) }
        metrics.add("sync_behind_blocks", "Blocks that the chain is behind its peers, or the clock.", behind)
        metrics.add("sync_connected_blocks", "Blocks that the last run connected.", connected ?? 0)
        return metrics.text
    }
}

extension SyncReport {
    /// Prints and writes what was asked for.
    func tell(_ output: SyncOutputOptions, at now: UnixTime, isSuccess: Bool = true) throws(OperatorError) {
        if let file = output.textfile { try OutputFile.write(metrics(at: now, isSuccess: isSuccess), to: file) }
        if output.json {
            try Output.lines([try Output.json(schema: Self.schema, self)])
        } else if !output.quiet {
            try Output.lines(lines)
        }
    }

    /// - Throws: `Verdict.no` if the chain is further behind than the operator wants.
    func judge(_ task: TaskOptions) throws(Verdict) {
        if let limit = task.maxLag, behind > limit { throw Verdict.no }
    }
}
