internal import DequeModule
internal import TimeModel
internal import TimeWire

/// What a node of the live network remembers of its peers' misdeeds: counters, bans, and the detector of attacks
/// (`wire §12.3`, `§12.4`).
struct UpstreamRecord: Sendable {
    private struct Entry {
        var violations = 0
        var lastViolation: Moment?
        var bannedUntil: Moment?
        var isBannedForGood = false
        var firstConnect: Moment?
        var connects = 0
        var rejections: Deque<Moment> = []
        var handshakeFaults = 0
        /// When the detector last reported each pattern.
        var reported: [String: Moment] = [:]
    }

    private var entries: [PeerAddress: Entry] = [:]
    private var disconnects: Deque<(at: Moment, address: PeerAddress)> = []
    private(set) var incidents: [UpstreamIncident] = []
    let whitelist: Set<PeerAddress>

    init(whitelist: Set<PeerAddress>) { self.whitelist = whitelist }

    mutating func note(_ kind: UpstreamIncident.Kind, _ address: PeerAddress, at now: Moment) {
        guard incidents.count < SimulationLimits.incidentsKept else { return }
        incidents.append(UpstreamIncident(at: now, address: address, kind: kind))
    }

    func isBanned(_ address: PeerAddress, at now: Moment) -> Bool {
        guard !whitelist.contains(address), let entry = entries[address] else { return false }
        return entry.isBannedForGood || entry.bannedUntil.map { now < $0 } ?? false
    }

    // MARK: Ladders

    mutating func violation(_ reason: String, _ address: PeerAddress, at now: Moment) {
        count(reason, address, at: now)
        switch entries[address]?.violations {
        case 5: ban(reason, address, for: .seconds(300), at: now)
        case 10: ban(reason, address, for: .seconds(3_600), at: now)
        case 20: ban(reason, address, for: nil, at: now)
        default: break
        }
    }

    /// The milder ladder of the handshake and of TLS.
    mutating func handshakeViolation(_ reason: String, _ address: PeerAddress, at now: Moment) {
        count(reason, address, at: now)
        let violations = entries[address]?.violations ?? 0
        if violations == 10 { ban(reason, address, for: .seconds(300), at: now) }
        if violations > 0, violations % 30 == 0 { ban(reason, address, for: .seconds(3_600), at: now) }
        entries[address, default: Entry()].handshakeFaults += 1
        switch entries[address]?.handshakeFaults {
        case 3, 10: detect("misbehaviour before the handshake", address, at: now)
        default: break
        }
    }

    mutating func frameBomb(_ address: PeerAddress, at now: Moment) {
        count("frame bomb", address, at: now)
        let isFirst = entries[address]?.violations == 1
        ban("frame bomb", address, for: isFirst ? .seconds(300) : .seconds(3_600), at: now)
        detect("frame bomb", address, at: now)
    }

    mutating func ban(_ reason: String, _ address: PeerAddress, for duration: Duration?, at now: Moment) {
        guard !whitelist.contains(address) else { return }
        if let duration {
            entries[address, default: Entry()].bannedUntil = now + duration
        } else {
            entries[address, default: Entry()].isBannedForGood = true
        }
        note(.ban(reason, duration), address, at: now)
    }

    private mutating func count(_ reason: String, _ address: PeerAddress, at now: Moment) {
        note(.violation(reason), address, at: now)
        guard !whitelist.contains(address) else { return }
        var entry = entries[address] ?? Entry()
        if let last = entry.lastViolation, now - last >= .seconds(3_600) { entry.violations = 0 }
        entry.violations += 1
        entry.lastViolation = now
        entries[address] = entry
    }

    // MARK: The detector of attacks

    /// One ordinary violation for each pattern in 300 s.
    mutating func detect(_ pattern: String, _ address: PeerAddress, at now: Moment) {
        if let last = entries[address]?.reported[pattern], now - last < .seconds(300) { return }
        entries[address, default: Entry()].reported[pattern] = now
        violation(pattern, address, at: now)
    }

    mutating func connected(_ address: PeerAddress, at now: Moment) {
        var entry = entries[address] ?? Entry()
        if let first = entry.firstConnect, now - first < .seconds(60) {
            entry.connects += 1
        } else {
            entry.firstConnect = now
            entry.connects = 1
        }
        entries[address] = entry
        if entry.connects > 10 { detect("rapid reconnects", address, at: now) }
    }

    mutating func rejected(_ address: PeerAddress, at now: Moment) {
        var entry = entries[address] ?? Entry()
        entry.rejections.append(now)
        while let first = entry.rejections.first, now - first >= .seconds(60) { entry.rejections.removeFirst() }
        let count = entry.rejections.count
        entries[address] = entry
        if count == 4 || count == 8 { detect("rejected connections", address, at: now) }
    }

    mutating func disconnected(_ address: PeerAddress, at now: Moment) {
        disconnects.append((now, address))
        while let first = disconnects.first, now - first.at >= .seconds(30) { disconnects.removeFirst() }
        let near = Set(disconnects.lazy.map(\.address).filter { $0.isNear(address, octets: 3) })
        let wide = Set(disconnects.lazy.map(\.address).filter { $0.isNear(address, octets: 2) })
        if near.count >= 5 || wide.count >= 15 { detect("disconnect storm", address, at: now) }
    }
}

extension PeerAddress {
    func isNear(_ other: PeerAddress, octets count: Int) -> Bool { octets.prefix(count) == other.octets.prefix(count) }
}
