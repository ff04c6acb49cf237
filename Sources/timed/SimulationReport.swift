import TimeCommandLine
import TimeModel
import TimeSimulation

/// A simulation's outcome, for people and for programs.
struct SimulationReport: Encodable {
    static let schema = "timekit.simulation/1"

    struct Node: Encodable {
        let address: String
        let starts: Int
        let sessions: Int
        let disconnects: Int
        let whitelistedDisconnects: Int
        let missedPongs: Int
        let height: UInt64
        let lag: UInt64
        let greatestLag: UInt64
        let bans: Int
    }

    let seed: UInt64
    let events: UInt64
    let eventHash: String
    let missedPongsPerWhitelistedPeer: Double
    let offences: Int
    let nodes: [Node]

    init(_ report: ScenarioReport) {
        seed = report.seed
        events = report.events
        let digits = String(report.eventHash, radix: 16)
        eventHash = String(repeating: "0", count: 16 - digits.count) + digits
        missedPongsPerWhitelistedPeer = report.missedPongsPerWhitelistedPeer
        offences = report.offences.count
        nodes = report.rows.map { row in
            Node(
                address: row.address.description, starts: row.starts, sessions: row.sessions,
                disconnects: row.disconnects, whitelistedDisconnects: row.whitelistedDisconnects,
                missedPongs: row.whitelistedMissedPongs, height: row.height.rawValue, lag: row.lag,
                greatestLag: row.greatestLag, bans: row.bans)
        }
    }

    func json() throws -> String { try Output.json(schema: Self.schema, self) }

    var lines: [String] {
        let header = [
            "node", "starts", "sessions", "disconnects", "whitelisted", "missed pongs", "height", "lag", "greatest lag",
            "bans",
        ]
        let rows = nodes.map { node in
            [node.address]
                + [
                    node.starts, node.sessions, node.disconnects, node.whitelistedDisconnects, node.missedPongs,
                    Int(clamping: node.height), Int(clamping: node.lag), Int(clamping: node.greatestLag), node.bans,
                ]
                .map(String.init)
        }
        let hundredths = Int((missedPongsPerWhitelistedPeer * 100).rounded())
        return TextTable([header] + rows).lines + [
            "missed pongs per whitelisted peer  \(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)",
            "held against us by upstream nodes  \(offences)", "seed  \(seed)", "event hash  \(eventHash)",
        ]
    }
}
