package import TimeModel
internal import TimeNode
internal import TimePeers
internal import TimeWire

/// What happened to a simulated node, over all its restarts.
package struct NodeTally: Sendable {
    package struct Disconnect: Hashable, Sendable {
        package let at: Moment
        package let address: PeerAddress
        package let isWhitelisted: Bool
        package let reason: String
    }

    package internal(set) var starts = 0
    package internal(set) var established = 0
    package private(set) var disconnects = 0
    package private(set) var whitelistedDisconnects = 0
    /// Of these, connections that the kernel gave up: nothing was acknowledged for a quarter of an hour.
    package private(set) var whitelistedTimeouts = 0
    /// The first ones.
    package private(set) var disconnectsKept: [Disconnect] = []
    package private(set) var missedPongs = 0
    package private(set) var latePongs = 0
    package private(set) var whitelistedMissedPongs = 0
    package private(set) var alerts = 0
    /// Bans that the node ordered by itself.
    package internal(set) var bans = 0
    /// Messages of peers that were above our limits.
    package private(set) var overLimit = 0
    /// Messages that we didn't send, since they were above a peer's limits.
    package private(set) var sendRefusals = 0
    package private(set) var mostSessions = 0
    /// Blocks that were due, since the node had caught up for the first time.
    package private(set) var greatestLag: UInt64 = 0
    package private(set) var reorganisations = 0
    package private(set) var deepestReorganisation: UInt64 = 0
    private var hasCaughtUp = false

    static let timeout = SessionEnd.transport("connection timed out")

    mutating func reorganised(depth: UInt64) {
        reorganisations += 1
        deepestReorganisation = max(deepestReorganisation, depth)
    }

    mutating func ended(_ address: PeerAddress, isWhitelisted: Bool, _ reason: SessionEnd, at now: Moment) {
        disconnects += 1
        if isWhitelisted { whitelistedDisconnects += 1 }
        if isWhitelisted, reason == Self.timeout { whitelistedTimeouts += 1 }
        guard disconnectsKept.count < SimulationLimits.disconnectsKept else { return }
        disconnectsKept.append(
            Disconnect(at: now, address: address, isWhitelisted: isWhitelisted, reason: "\(reason)"))
    }

    mutating func count(_ report: SessionReport, isWhitelisted: Bool) {
        switch report {
        case .missedPing:
            missedPongs += 1
            if isWhitelisted { whitelistedMissedPongs += 1 }
        case .latePong: latePongs += 1
        case .unresponsive: alerts += 1
        default: break
        }
    }

    mutating func count(_ note: SessionNote) {
        switch note {
        case .overLimit: overLimit += 1
        case .sendRefused: sendRefusals += 1
        default: break
        }
    }

    mutating func sample(_ height: Height, due: Height, sessions: Int) {
        mostSessions = max(mostSessions, sessions)
        let lag = due.blocks(above: height)
        if lag <= 1 { hasCaughtUp = true }
        if hasCaughtUp { greatestLag = max(greatestLag, lag) }
    }
}
