import TimeModel
import TimePeers

/// A run as metrics in Prometheus' text format.
struct DiscoverMetrics {
    /// Nil for a run that failed.
    let report: DiscoverReport?
    let table: TrustTable?
    let now: UnixTime

    var text: String {
        var text = ""
        func add(_ name: String, _ help: String, _ rows: [(labels: String, value: Int)]) {
            guard !rows.isEmpty else { return }
            text += "# HELP timekit_\(name) \(help)\n# TYPE timekit_\(name) gauge\n"
            for row in rows { text += "timekit_\(name)\(row.labels) \(row.value)\n" }
        }
        add("discover_success", "Whether the last run succeeded.", [("", report == nil ? 0 : 1)])
        add("discover_timestamp_seconds", "When the last run ended.", [("", Int(now.rawValue))])
        if let report {
            add("discover_changes", "What the last run changed in the whitelist.", [("", report.changes.count)])
        }
        if let discovered = report?.discovered {
            add("discover_accepted", "Addresses that the lists agree on.", [("", discovered.judgement.accepted.count)])
            add(
                "discover_refused", "Entries of the lists that were refused.",
                [("", discovered.judgement.refused.count)])
            add(
                "discover_list_up", "Whether a list could be used.",
                discovered.lists.map { ("{url=\"\(Self.escaped($0.url))\"}", $0.isCurrent ? 1 : 0) })
        }
        if let table {
            add(
                "whitelist_entries", "Addresses in the whitelist.",
                [("{state=\"approved\"}", table.approvedCount), ("{state=\"pending\"}", table.pendingCount)])
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
