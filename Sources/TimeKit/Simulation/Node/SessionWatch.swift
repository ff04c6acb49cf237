internal import DequeModule
internal import TimeModel
internal import TimePeers
internal import TimeWire

/// Tells a session's `Liveness` what goes back and forth.
struct SessionWatch: Sendable {
    private var liveness: Liveness
    private var pings: Deque<(nonce: UInt64, sent: Moment)> = []

    init(patience: Patience, at now: Moment) { liveness = Liveness(patience: patience, at: now) }

    mutating func sent(_ message: Message, at now: Moment) {
        guard case .ping(let ping) = message else { return }
        if pings.count >= WireLimits.pendingPings { pings.removeFirst() }
        pings.append((ping.nonce, now))
        _ = liveness.handle(.pingSent, at: now)
    }

    mutating func received(_ message: Message, at now: Moment) -> [Liveness.Effect] {
        guard case .pong(let pong) = message, let index = pings.firstIndex(where: { $0.nonce == pong.nonce }) else {
            return liveness.handle(.received, at: now)
        }
        return liveness.handle(.pong(roundTrip: now - pings.remove(at: index).sent), at: now)
    }

    mutating func tick(at now: Moment) -> [Liveness.Effect] { liveness.handle(.tick(factor: 1), at: now) }
}
