/// A difference between two probes of one target.
public struct ProbeChange: Hashable, Sendable, Codable {
    public let target: String
    /// What differs: `verdict`, `finding`, `certificate`, `build`, `tip`, `round_trip` or `target`.
    public let what: String
    public let before: String
    public let after: String
}

/// What has changed from an earlier run to a later one.
public enum ProbeComparison {
    /// In the order of the later run, then what the earlier one had alone.
    public static func changes(from earlier: [ProbeReport], to later: [ProbeReport]) -> [ProbeChange] {
        let before = Dictionary(earlier.map { ($0.target, $0) }) { first, _ in first }
        let probed = Set(later.map(\.target))
        let changes = later.flatMap { (report: ProbeReport) -> [ProbeChange] in
            before[report.target].map { differences(from: $0, to: report) }
                ?? [ProbeChange(target: report.target, what: "target", before: "not probed", after: "probed")]
        }
        let gone = earlier.filter { !probed.contains($0.target) }
        return changes
            + gone.map { ProbeChange(target: $0.target, what: "target", before: "probed", after: "not probed") }
    }

    private static func differences(from old: ProbeReport, to new: ProbeReport) -> [ProbeChange] {
        var changes: [ProbeChange] = []
        func add(_ what: String, _ before: String?, _ after: String?) {
            guard before != after else { return }
            changes.append(
                ProbeChange(target: new.target, what: what, before: before ?? "unknown", after: after ?? "unknown"))
        }
        add("verdict", old.verdict.rawValue, new.verdict.rawValue)
        add("finding", old.worst?.fault?.rawValue ?? "none", new.worst?.fault?.rawValue ?? "none")
        // What wasn't come to this time, or the last time, hasn't changed.
        if let before = old.tls?.fingerprint, let after = new.tls?.fingerprint { add("certificate", before, after) }
        if let before = old.build, let after = new.build { add("build", "\(before)", "\(after)") }
        if let before = old.tip, let after = new.tip {
            add("tip", "\(before.height) \(before.hash)", "\(after.height) \(after.hash)")
        }
        if let before = old.ping?.median, let after = new.ping?.median, differs(before, after) {
            add("round_trip", "\(before) ms", "\(after) ms")
        }
        return changes
    }

    /// By more than chance.
    private static func differs(_ before: Double, _ after: Double) -> Bool {
        abs(after - before)
            > max(
                PeersLimits.probeDifference.milliseconds, min(before, after) * PeersLimits.probeDifferenceShare)
    }
}
