import TimeModel
public import TimePeers

/// How an address is treated and why, for people and as JSON.
public struct StandingReport: Encodable, Sendable {
    public static let schema = "timekit.whitelist.why/1"

    private struct Ground: Encodable {
        let decides: Bool
        let effect: String
        let row: WhitelistRow
    }

    private let address: String
    private let standing: String
    private let consequences: [String]
    private let grounds: [Ground]

    public init(_ explanation: StandingExplanation) {
        address = "\(explanation.address)"
        standing = explanation.standing.description
        consequences = explanation.consequences
        grounds = explanation.grounds.map { Ground(decides: $0.decides, effect: $0.effect, row: $0.row) }
    }

    public var lines: [String] {
        let head = ["\(address): \(standing)"] + consequences.map { "  \($0)" }
        guard !grounds.isEmpty else { return head + ["No entry and no ban is about it."] }
        return head + grounds.flatMap { ["\($0.row.name): \($0.effect)", "  \($0.row.origin.printable)"] }
    }
}

extension WhitelistRow {
    fileprivate var name: String {
        switch self {
        case .entry(let entry): "entry \(entry.prefix) (\(entry.source.rawValue))"
        case .ban(let ban): "ban \(ban.prefix) (\(ban.origin.rawValue))"
        }
    }

    /// Who decided it, when and why.
    fileprivate var origin: String {
        switch self {
        case .entry(let entry):
            "\(entry.state.rawValue) \(entry.updated.text)" + (entry.decidedBy.map { " by \($0)" } ?? "")
                + (entry.reason.isEmpty ? "" : ": \(entry.reason)")
        case .ban(let ban):
            "since \(ban.created.text)" + (ban.expires.map { " until \($0.text)" } ?? "") + " by \(ban.decidedBy)"
                + (ban.reason.isEmpty ? "" : ": \(ban.reason)")
        }
    }
}
