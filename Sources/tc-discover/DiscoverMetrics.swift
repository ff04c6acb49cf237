import TimeControl
import TimeModel
import TimePeers

/// A run as metrics.
struct DiscoverMetrics {
    /// Nil for a run that failed.
    let report: DiscoverReport?
    let table: TrustTable?
    let now: UnixTime

    var text: String {
        var metrics = MetricsText()
        metrics.add("discover_success", "Whether the last run succeeded.", report == nil ? 0 : 1)
        metrics.add("discover_timestamp_seconds", "When the last run ended.", now.rawValue)
        if let report {
            metrics.add("discover_changes", "What the last run changed in the whitelist.", report.changes.count)
        }
        if let discovered = report?.discovered {
            let judgement = discovered.judgement
            metrics.add("discover_accepted", "Addresses that the lists agree on.", judgement.accepted.count)
            metrics.add("discover_refused", "Entries of the lists that were refused.", judgement.refused.count)
            metrics.add(
                "discover_list_up", "Whether a list could be used.",
                discovered.lists.map { .init($0.isCurrent ? 1 : 0, .init("url", $0.url)) })
        }
        if let table {
            metrics.add(
                "whitelist_entries", "Addresses in the whitelist.",
                [
                    .init(table.approvedCount, .init("state", "approved")),
                    .init(table.pendingCount, .init("state", "pending")),
                ])
        }
        return metrics.text
    }
}
