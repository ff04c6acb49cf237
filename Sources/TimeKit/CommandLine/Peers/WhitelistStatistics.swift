public import TimeModel
public import TimePeers

/// The store of peers in figures, for people and as JSON.
public struct WhitelistStatistics: Encodable, Sendable {
    public static let schema = "timekit.whitelist.stats/1"

    private let network: String
    private let addresses: Int
    private let states: [String: Int]
    /// Approved entries only.
    private let sources: [String: Int]
    private let bans: [String: Int]
    private let records: Int64
    private let nextEnd: String?

    private enum CodingKeys: String, CodingKey {
        case network, addresses, states, sources, bans, records
        case nextEnd = "next_end"
    }

    public init(
        network: NetworkParameters.Network, entries: [WhitelistEntry], bans: [Ban], records: Int64, at now: UnixTime
    ) {
        let table = TrustTable(entries: entries, bans: bans, revision: records, at: now)
        self.network = network.rawValue
        addresses = Set(entries.filter { $0.isTrusted(at: now) }.map(\.prefix)).count
        states = Dictionary(grouping: entries) { $0.state(at: now).rawValue }.mapValues(\.count)
        sources = Dictionary(grouping: entries.filter { $0.isTrusted(at: now) }) { $0.source.rawValue }
            .mapValues(\.count)
        self.bans = Dictionary(grouping: bans.filter { $0.isInForce(at: now) }) { $0.origin.rawValue }
            .mapValues(\.count)
        self.records = records
        nextEnd = table.validUntil?.text
    }

    /// Every state, source and origin, those without any among them.
    public var lines: [String] {
        var rows = [["network", network], ["approved addresses and ranges", Quantity.count(addresses)]]
        for state in WhitelistState.allCases { rows.append(row("entries \(state.rawValue)", states[state.rawValue])) }
        for source in WhitelistSource.allCases {
            rows.append(row("approved by \(source.rawValue)", sources[source.rawValue]))
        }
        for origin in BanOrigin.allCases { rows.append(row("bans \(origin.rawValue)", bans[origin.rawValue])) }
        rows.append(["audit records", Quantity.count(records)])
        rows.append(["next entry or ban to end", nextEnd ?? "none"])
        return TextTable(rows).lines
    }

    private func row(_ name: String, _ count: Int?) -> [String] { [name, Quantity.count(count ?? 0)] }
}
