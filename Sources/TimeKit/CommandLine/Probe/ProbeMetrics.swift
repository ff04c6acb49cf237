import TimeControl
public import TimeModel
public import TimePeers

/// A run as metrics.
public struct ProbeMetrics: Sendable {
    public let text: String

    public init(_ reports: [ProbeReport], at now: UnixTime) {
        var metrics = MetricsText()
        func add(_ name: String, _ help: String, _ value: (ProbeReport) -> String?) {
            metrics.add(
                "probe_" + name, help,
                reports.compactMap { report in value(report).map { .init($0, .init("peer", report.target)) } })
        }
        metrics.add("probe_timestamp_seconds", "When the last run ended.", now.rawValue)
        add("verdict", "0 healthy, 1 degraded, 2 unhealthy or unreachable.") { "\($0.verdict.code)" }
        add("round_trip_seconds", "The median round trip.") { $0.ping?.median.map { "\($0 / 1000)" } }
        add("loss_ratio", "The part of the pings without a pong.") { ($0.ping?.loss).map { "\($0)" } }
        add("tip_height", "The peer's height.") { $0.tip.map { "\($0.height)" } }
        add("tip_lag_blocks", "Blocks that the peer is behind the clock.") { $0.tip.map { "\($0.lag)" } }
        add("clock_offset_seconds", "The peer's clock less ours.") { $0.ping?.clockOffset.map { "\($0)" } }
        text = metrics.text
    }
}
