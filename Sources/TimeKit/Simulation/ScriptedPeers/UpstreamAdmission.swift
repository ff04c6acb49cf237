internal import DequeModule
internal import TimeModel

/// Whom a node of the live network accepts, before TLS (`wire §8`).
struct UpstreamAdmission: Sendable {
    private var accepts: Deque<(at: Moment, address: PeerAddress)> = []

    /// Why the connection is closed at once; nil if it is taken.
    mutating func refusal(
        of address: PeerAddress, isWhitelisted: Bool, isBanned: Bool, inbound: Int, hasInbound: Bool, hasOutbound: Bool,
        own: PeerAddress, at now: Moment
    ) -> UpstreamIncident.Refusal? {
        while let first = accepts.first, now - first.at >= .seconds(60) { accepts.removeFirst() }
        if isBanned { return .banned }
        if !isWhitelisted {
            if accepts.count(where: { $0.address.isNear(address, octets: 3) }) >= 20 { return .prefixRate }
            if inbound >= 150 { return .full }
            if accepts.count >= 25 { return .rate }
            if hasInbound { return .duplicate }
            if hasOutbound, own > address { return .duplicate }
        }
        if inbound >= 500 { return .full }
        accepts.append((now, address))
        return nil
    }
}

/// At most so many messages at once, and so many a second in the long run (`wire §12.2`).
struct FloodGate: Sendable {
    private let perSecond: Double
    private let burst: Double
    private var tokens: Double
    private var last: Moment

    init(isWhitelisted: Bool, at now: Moment) {
        perSecond = isWhitelisted ? 5_000 : 500
        burst = 2 * perSecond
        tokens = burst
        last = now
    }

    mutating func admits(at now: Moment) -> Bool {
        tokens = min(burst, tokens + perSecond * Double((now - last).nanoseconds) / 1e9)
        last = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
