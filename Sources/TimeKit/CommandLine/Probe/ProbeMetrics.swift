public import TimeModel
public import TimePeers

/// A run as metrics in Prometheus' text format.
public struct ProbeMetrics: Sendable {
    public let text: String

    public init(_ reports: [ProbeReport], at now: UnixTime) {
        var text = ""
        func add(_ name: String, _ help: String, _ value: (ProbeReport) -> String?) {
            let rows = reports.compactMap { report in
                value(report).map { "timekit_probe_\(name){peer=\"\(Self.escaped(report.target))\"} \($0)\n" }
            }
            guard !rows.isEmpty else { return }
            text += "# HELP timekit_probe_\(name) \(help)\n# TYPE timekit_probe_\(name) gauge\n" + rows.joined()
        }
        text +=
            "# HELP timekit_probe_timestamp_seconds When the last run ended.\n"
            + "# TYPE timekit_probe_timestamp_seconds gauge\ntimekit_probe_timestamp_seconds \(now.rawValue)\n"
        add("verdict", "0 healthy, 1 degraded, 2 unhealthy or unreachable.") { "\($0.verdict.code)" }
        add("round_trip_seconds", "The median round trip.") { $0.ping?.median.map { "\($0 / 1000)" } }
        add("loss_ratio", "The part of the pings without a pong.") { ($0.ping?.loss).map { "\($0)" } }
        add("tip_height", "The peer's height.") { $0.tip.map { "\($0.height)" } }
        add("tip_lag_blocks", "Blocks that the peer is behind the clock.") { $0.tip.map { "\($0.lag)" } }
        add("clock_offset_seconds", "The peer's clock less ours.") { $0.ping?.clockOffset.map { "\($0)" } }
        self.text = text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
