public import TimeModel

/// When the node bans an address by itself, and for how long (`policy §3`). One for each node.
///
/// An automatic ban always ends by itself; a permanent one is the operator's to decide.
public struct BanPolicy: Sendable {
    public enum Event: Hashable, Sendable {
        /// A peer did what no honest one does; `evidence` says what was observed.
        case violation(PeerAddress, Violation, evidence: String, standing: PeerStanding)
        /// The operator lifted the address's ban: it starts with a clean slate.
        case forgiven(PeerAddress)
    }

    public enum Effect: Hashable, Sendable {
        /// Ban it and end its sessions.
        case ban(PeerAddress, reason: String, evidence: String, expires: UnixTime)
        /// Record it: a whitelisted peer with `noban` would have been banned until then.
        case wouldBan(PeerAddress, reason: String, evidence: String, expires: UnixTime)
    }

    /// So many violations are worth a ban of that length.
    public struct Rung: Hashable, Sendable, CustomStringConvertible {
        public let violations: Int
        public let duration: Duration

        package init(_ violations: Int, _ duration: Duration) {
            self.violations = violations
            self.duration = duration
        }

        public var description: String { "\(violations): \(duration.components.seconds) s" }
    }

    private struct Record {
        var violations = 0
        /// Of these only the repeated ones are violations.
        var handshakeAbuses = 0
        /// The counters have been halved for every hour up to here.
        var halvedAt: Moment
        /// When what was last decided about it ends, and whether that was a ban.
        var decided: (isBan: Bool, until: Moment)?
        var isForgotten: Bool { violations == 0 && handshakeAbuses == 0 }

        mutating func halve(at now: Moment) {
            let hours = Int((now - halvedAt) / PeersLimits.violationHalfLife)
            guard hours > 0 else { return }
            violations >>= hours
            handshakeAbuses >>= hours
            halvedAt = halvedAt + PeersLimits.violationHalfLife * hours
        }
    }

    private var records: [PeerAddress: Record] = [:]

    public init() {}

    /// As of the last event about it.
    public func violations(of address: PeerAddress) -> Int { records[address]?.violations ?? 0 }

    /// Of all addresses together.
    public var totalViolations: Int { records.values.reduce(0) { $0 + $1.violations } }

    /// Addresses with something against them, and how much.
    package var violations: [(address: PeerAddress, violations: Int)] {
        records.map { ($0.key, $0.value.violations) }
    }

    /// Addresses with something against them.
    public var watchedCount: Int { records.count }

    public mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        switch event {
        case .violation(let address, let violation, let evidence, let standing):
            let isBan = !standing.permissions.contains(.noban)
            guard let rung = count(violation, of: address, isBan: isBan, at: now) else { return [] }
            let reason = "\(rung.violations) violations, the last one: \(violation)"
            let expires = wallClock.advanced(bySeconds: rung.duration.components.seconds)
            return isBan
                ? [.ban(address, reason: reason, evidence: evidence.shortened, expires: expires)]
                : [.wouldBan(address, reason: reason, evidence: evidence.shortened, expires: expires)]
        case .forgiven(let address):
            records[address] = nil
            return []
        }
    }

    /// The rung that the address has stepped on with this violation. On the last one it stays, and steps on it again
    /// when what was decided there is over.
    private mutating func count(_ violation: Violation, of address: PeerAddress, isBan: Bool, at now: Moment) -> Rung? {
        var record = records[address] ?? Record(halvedAt: now)
        record.halve(at: now)
        if record.isForgotten { record.halvedAt = now }
        defer { store(record, address, at: now) }
        if violation == .handshakeAbuse {
            record.handshakeAbuses += 1
            guard record.handshakeAbuses > PeersLimits.handshakeAbusesForgiven else { return nil }
        }
        record.violations += 1
        guard let rung = PeersLimits.banLadder.last(where: { $0.violations <= record.violations }) else { return nil }
        if record.violations > rung.violations {
            guard rung == PeersLimits.banLadder.last else { return nil }
            // A record is no ban: who has lost `noban` since is banned.
            if let decided = record.decided, decided.isBan || !isBan, now < decided.until { return nil }
        }
        record.decided = (isBan, now + rung.duration)
        return rung
    }

    private mutating func store(_ record: Record, _ address: PeerAddress, at now: Moment) {
        if records[address] == nil, records.count >= PeersLimits.watchedAddresses { makeRoom(at: now) }
        records[address] = record
    }

    /// Forgets who has long been good; if nobody has, the half that did least, so that this is seldom.
    private mutating func makeRoom(at now: Moment) {
        for (address, var record) in records {
            record.halve(at: now)
            records[address] = record.isForgotten ? nil : record
        }
        guard records.count >= PeersLimits.watchedAddresses else { return }
        let mildestFirst = records.sorted { ($0.value.violations, $0.key) < ($1.value.violations, $1.key) }
        for (address, _) in mildestFirst.prefix(records.count / 2) { records[address] = nil }
    }
}
