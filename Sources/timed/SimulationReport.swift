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
        let whitelistedTimeouts: Int
        let missedPongs: Int
        let height: UInt64
        let lag: UInt64
        let greatestLag: UInt64
        let bans: Int
        let bansOrdered: Int
    }

    let seed: UInt64
    let events: UInt64
    let eventHash: String
    let missedPongsPerWhitelistedPeer: Double
    let offences: Int
    let nodes: [Node]
    /// Trusted peers that were lost, and why.
    let lost: [String]

    init(_ report: ScenarioReport) {
        seed = report.seed
        events = report.events
        let digits = String(report.eventHash, radix: 16)
        eventHash = String(repeating: "0", count: 16 - digits.count) + digits
        missedPongsPerWhitelistedPeer = report.missedPongsPerWhitelistedPeer
        offences = report.offences.count
        lost = report.lost.prefix(10)
            .map {
                "\($0.node) lost \($0.disconnect.address) at \($0.disconnect.at.sinceStart.components.seconds) s: \($0.disconnect.reason)"
            }
        nodes = report.rows.map { row in
            Node(
                address: row.address.description, starts: row.starts, sessions: row.sessions,
                disconnects: row.disconnects, whitelistedDisconnects: row.whitelistedDisconnects,
                whitelistedTimeouts: row.whitelistedTimeouts,
                missedPongs: row.whitelistedMissedPongs, height: row.height.rawValue, lag: row.lag,
                greatestLag: row.greatestLag, bans: row.bans, bansOrdered: row.bansOrdered)
        }
    }

    func json() throws -> String { try Output.json(schema: Self.schema, self) }

    var lines: [String] {
        let header = [
            "node", "starts", "open", "ended", "trusted", "missed", "height", "lag", "worst", "bans",
        ]
        let rows = nodes.map { node in
            [node.address]
                + [
                    node.starts, node.sessions, node.disconnects, node.whitelistedDisconnects, node.missedPongs,
                    Int(clamping: node.height), Int(clamping: node.lag), Int(clamping: node.greatestLag), node.bans,
                ]
                .map(String.init)
        }
        return TextTable([header] + rows).lines + lost + [
            "missed pongs per whitelisted peer  \(Self.hundredths(missedPongsPerWhitelistedPeer))",
            "bans by our nodes  \(bans)", "held against us by upstream nodes  \(offences)", "seed  \(seed)",
            "event hash  \(eventHash)",
        ]
    }

    static func hundredths(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
    }

    /// Sessions of trusted peers that a program ended, and those that the kernel did.
    var whitelistedDisconnects: Int { nodes.reduce(0) { $0 + $1.whitelistedDisconnects } - whitelistedTimeouts }
    var whitelistedTimeouts: Int { nodes.reduce(0) { $0 + $1.whitelistedTimeouts } }
    var bans: Int { nodes.reduce(0) { $0 + $1.bansOrdered } }

    /// No node bans another or gives it cause to, and no trusted peer is lost, unless something ends connections.
    func keepsItsWord(whatever faults: [FaultFamily]) -> Bool {
        let harmless: Set<FaultFamily> = [.loss, .stalls, .partitions, .clockSteps]
        return offences == 0 && bans == 0
            && (whitelistedDisconnects == 0 || !harmless.isSuperset(of: faults))
    }
}
