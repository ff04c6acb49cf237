import Logging
import TimeChain
package import TimeModel
package import TimePeers

/// How peers are judged: silence, violations, reliability (`policy §2`, `§3`).
extension NodeCore {
    /// What a session's liveness found.
    mutating func judge(_ report: SessionReport, of address: PeerAddress, _ turn: inout NodeTurn) {
        switch report {
        case .missedPing(let count):
            peers[address]?.missedPings += 1
            turn.log(.debug, "ping missed", ["peer": "\(address)", "in-a-row": "\(count)"])
        case .roundTrip(let time, let all):
            peers[address]?.lastRoundTrip = time
            peers[address]?.roundTrips = all
        case .latePong(let time):
            turn.log(.debug, "pong late", ["peer": "\(address)", "after": "\(time.components.seconds) s"])
        case .suspicion(let phi):
            peers[address]?.suspicion = phi
        case .clock(let ahead): alert(.clock(address, ahead: ahead), &turn)
        case .health(let health):
            peers[address]?.health = health
        case .unresponsive(let verdict):
            download(.silent(address), &turn)
            alert(
                .happened(
                    Alert(
                        .peerUnresponsive, .critical,
                        "Whitelisted peer \(address) unresponsive after \(verdict.missed) missed pongs",
                        [
                            "peer": "\(address)", "silence": "\(verdict.silence.components.seconds) s",
                            "whitelisted": whitelisting(of: address),
                        ])), &turn)
        default: break
        }
    }

    /// Looks whether we ourselves are slow, and tells the sessions.
    mutating func observe(_ turn: inout NodeTurn) {
        var effects: [ObserverLoad.Effect] = []
        if let lastTick {
            effects += load.handle(.tick(late: turn.now - lastTick - NodeLimits.tick), at: turn.now)
        }
        lastTick = turn.now
        if nextHealthCheck.map({ $0 <= turn.now }) ?? true {
            nextHealthCheck = turn.now + PeersLimits.livenessCheckInterval
            let suspect = peers.values.count { $0.health != .responsive }
            effects += load.handle(.health(suspect: suspect, peers: peers.count), at: turn.now)
            scoreLastingSessions(&turn)
        }
        for effect in effects {
            switch effect {
            case .slow(let cause, let factor):
                turn.log(
                    .warning, "we are the slow side, peers get more time",
                    ["why": "\(cause)", "factor": "\(factor)"])
            case .recovered:
                turn.log(.info, "no longer the slow side")
            }
            for session in addresses.keys.sorted() { turn.effects.append(.tell(session, .slowness(load.factor))) }
        }
    }

    mutating func punish(
        _ address: PeerAddress, for violation: Violation, evidence: String, _ turn: inout NodeTurn
    ) {
        let event = BanPolicy.Event.violation(address, violation, evidence: evidence, standing: standing(of: address))
        for effect in bans.handle(event, at: turn.now, wallClock: turn.wallClock) {
            switch effect {
            case .ban(let address, let reason, let evidence, let expires):
                turn.effects.append(.ban(address, reason: reason, evidence: evidence, expires: expires))
                turn.log(.warning, "peer banned", ["peer": "\(address)", "why": reason, "until": expires.text])
                tell(address, .close(.banned), &turn)
            case .wouldBan(let address, let reason, let evidence, let expires):
                turn.effects.append(.ban(address, reason: reason, evidence: evidence, expires: expires))
                turn.log(.warning, "whitelisted peer would have been banned", ["peer": "\(address)", "why": reason])
            }
        }
    }

    mutating func scoreLastingSessions(_ turn: inout NodeTurn) {
        for (address, peer) in peers
        where !peer.hasLasted && turn.now - peer.admittedAt >= PeersLimits.lastingSession {
            peers[address]?.hasLasted = true
            score(address, isGood: true, &turn)
        }
    }

    mutating func score(_ address: PeerAddress, isGood: Bool, _ turn: inout NodeTurn) {
        var record = records[address] ?? PeerRecord(address)
        if isGood { record.score.succeeded(at: turn.wallClock) } else { record.score.failed(at: turn.wallClock) }
        store(record)
    }

    mutating func keep(_ roundTrips: RoundTripHistogram, of address: PeerAddress) {
        guard roundTrips.count > 0 else { return }
        var record = records[address] ?? PeerRecord(address)
        record.roundTrips = roundTrips
        store(record)
    }

    private mutating func store(_ record: PeerRecord) {
        // Beyond the limit strangers leave no trace; there are more of them than of us.
        guard records[record.address] != nil || records.count < PeersLimits.peerRecords else { return }
        records[record.address] = record
        changedRecords.insert(record.address)
    }

    /// What was learned of peers since this was last asked.
    package mutating func takeRecords() -> [PeerRecord] {
        defer { changedRecords = [] }
        return changedRecords.sorted().compactMap { records[$0] }
    }

    /// Earlier round trips with a peer.
    package func roundTrips(of address: PeerAddress) -> RoundTripHistogram {
        records[address]?.roundTrips ?? RoundTripHistogram()
    }

    /// Every five minutes one line that tells how the node is (`policy §6`).
    mutating func reportStatus(_ turn: inout NodeTurn) {
        guard let next = nextReport else {
            nextReport = turn.now + NodeLimits.reportInterval
            return
        }
        guard next <= turn.now else { return }
        nextReport = turn.now + NodeLimits.reportInterval
        let trusted = peers.values.filter { $0.standing.trust != nil }
        let missed = trusted.map(\.missedPings).reduce(0, +)
        let average = trusted.isEmpty ? 0 : missed * 10 / trusted.count
        let best = max(coordinator.best ?? tip.height, tip.height)
        let operators = trust.banCounts.filter(\.key.isOperators).values.reduce(0, +)
        turn.log(
            .info,
            "Status: \(peers.count) connected (\(trusted.count) whitelisted)"
                + " | whitelist \(trust.approvedCount) approved, \(trust.pendingCount) pending"
                + " | bans \(operators) operator, \(trust.banCounts[.automatic, default: 0]) automatic"
                + " | violations \(bans.totalViolations)"
                + " | height \(tip.height) of \(best), lag \(best.blocks(above: tip.height))"
                + " | \(stateText(at: turn.now)) | missed pongs \(average / 10).\(average % 10)"
        )
    }
}
