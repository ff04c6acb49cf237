public import TimeModel
public import TimePeers

/// All that the store knows of an address or a range, for people and as JSON.
public struct PeerReport: Encodable, Sendable {
    public static let schema = "timekit.whitelist.show/1"

    private let address: String
    /// Only of a single address: those of a range may be treated differently.
    private let standing: String?
    private let entries: [ListedEntry]
    private let bans: [Ban]
    private let records: [AuditRecord]
    private let recordCount: Int
    private let now: UnixTime

    private enum CodingKeys: String, CodingKey {
        case address, standing, entries, bans, records
        case recordCount = "record_count"
    }

    /// - Parameters:
    ///   - entries: Those of it and of the ranges that hold it; likewise the bans and the records.
    public init(
        _ prefix: AddressPrefix, entries: [WhitelistEntry], bans: [Ban], records: [AuditRecord], at now: UnixTime
    ) {
        address = "\(prefix)"
        standing =
            prefix.isSingleAddress
            ? TrustTable(entries: entries, bans: bans, revision: 0, at: now).standing(of: prefix.address).description
            : nil
        let index = BanIndex(bans, at: now)
        self.entries = entries.map { ListedEntry($0, bans: index, at: now) }
        self.bans = bans
        self.records = records.suffix(CommandLineLimits.shownRecords)
        recordCount = records.count
        self.now = now
    }

    public var lines: [String] {
        var lines = ["\(address)" + (standing.map { ": \($0)" } ?? "")]
        if entries.isEmpty, bans.isEmpty, records.isEmpty { return lines + ["Nothing is known of it."] }
        for listed in entries { lines += [""] + TextTable(rows(of: listed)).lines }
        for ban in bans { lines += [""] + TextTable(rows(of: ban)).lines }
        guard !records.isEmpty else { return lines }
        lines.append("")
        let isCut = recordCount > records.count
        lines.append("last changes" + (isCut ? " (\(records.count) of \(Quantity.count(recordCount)))" : ""))
        return lines + AuditTable(records).lines.dropFirst().map { "  \($0)" }
    }

    private func rows(of listed: ListedEntry) -> [[String]] {
        let entry = listed.entry
        let rows: [(String, String?)] = [
            ("entry", "\(entry.prefix)"), ("  source", entry.source.rawValue),
            ("  state", entry.state.rawValue + (listed.bannedBy.map { ", banned (\($0.rawValue))" } ?? "")),
            ("  allows", entry.permissions.description), ("  tier", entry.tier?.name), ("  reason", entry.reason),
            ("  note", entry.note), ("  created", entry.created.text),
            ("  updated", entry.updated.text + (entry.decidedBy.map { " by \($0)" } ?? "")),
            ("  expires", entry.expires.map { "\($0.text) (\(TimeText.end($0, at: now)))" } ?? "never"),
            ("  last seen", entry.lastSeen.map { "\($0.text) (\(TimeText.ago($0, at: now)))" } ?? "never"),
        ]
        return rows.compactMap { row in row.1.map { [row.0, $0.printable] } }
    }

    private func rows(of ban: Ban) -> [[String]] {
        let rows: [(String, String?)] = [
            ("ban", "\(ban.prefix)"), ("  origin", ban.origin.rawValue), ("  reason", ban.reason),
            ("  evidence", ban.evidence), ("  created", "\(ban.created.text) by \(ban.decidedBy)"),
            ("  expires", ban.expires.map { "\($0.text) (\(TimeText.end($0, at: now)))" } ?? "never"),
        ]
        return rows.compactMap { row in row.1.map { [row.0, $0.printable] } }
    }
}
