import TimeCommandLine
import TimeModel
import TimePeers

/// What a run came to, for people and as JSON.
struct DiscoverReport: Encodable {
    let changes: [WhitelistChange]
    let committed: Bool
    var discovered: Discovered?
    var plan: String?
    /// Listed, and in the whitelist already.
    var known: [(address: String, state: String)] = []
    /// In the whitelist from a list, and not listed any more.
    var expiring: [(address: String, time: String)] = []

    init(changes: [WhitelistChange], committed: Bool, discovered: Discovered? = nil) {
        self.changes = changes
        self.committed = committed
        self.discovered = discovered
    }

    /// One for each change; a plan tells the rest too.
    var lines: [String] {
        var lines = changes.map { ChangeReport.line($0, committed: committed) }
        guard let plan else { return lines }
        lines += known.map { "know \($0.address) (\($0.state))" }
        lines += (discovered?.judgement.refused ?? []).map { "refuse \($0.text.printable): \($0.rule.rawValue)" }
        lines += expiring.map { "not listed any more: \($0.address), expires \($0.time) unless it is seen online" }
        return lines + ["plan \(plan)"]
    }

    private enum Key: String, CodingKey {
        case accepted, changes, committed, expiring, known, lists, plan, refused
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(changes, forKey: .changes)
        try fields.encode(committed, forKey: .committed)
        try fields.encodeIfPresent(plan, forKey: .plan)
        guard let discovered else { return }
        try fields.encode(discovered.judgement.accepted.map(\.description), forKey: .accepted)
        try fields.encode(
            discovered.judgement.refused.map { ["entry": $0.text, "rule": $0.rule.rawValue] }, forKey: .refused)
        try fields.encode(
            discovered.lists.map { ["url": $0.url, "complaint": $0.complaint ?? ""] }, forKey: .lists)
        guard plan != nil else { return }
        try fields.encode(known.map { ["address": $0.address, "state": $0.state] }, forKey: .known)
        try fields.encode(expiring.map { ["address": $0.address, "expires": $0.time] }, forKey: .expiring)
    }
}
