internal import DequeModule
internal import TimeModel

/// The pings that have no pong yet, so that a late pong can be told from none at all (`policy §2`).
struct PendingPings: Sendable {
    private struct Ping {
        let nonce: UInt64
        let sent: Moment
        var isMissed = false
    }

    enum Outcome: Hashable {
        case inTime(Duration)
        case late(Duration)
    }

    private var pings: Deque<Ping> = []
    private(set) var lastSent: Moment?

    /// A full list forgets its oldest ping, whose verdict is long in.
    mutating func sent(nonce: UInt64, at now: Moment) {
        if pings.count >= WireLimits.pendingPings { pings.removeFirst() }
        pings.append(Ping(nonce: nonce, sent: now))
        lastSent = now
    }

    /// What a pong tells; nil for a nonce that we didn't send or that was answered before.
    mutating func answered(nonce: UInt64, at now: Moment, missedAfter patience: Duration) -> Outcome? {
        guard let index = pings.firstIndex(where: { $0.nonce == nonce }) else { return nil }
        let ping = pings.remove(at: index)
        let elapsed = now - ping.sent
        return ping.isMissed || elapsed >= patience ? .late(elapsed) : .inTime(elapsed)
    }

    /// How many pings have just become too old. Each counts once.
    mutating func newlyMissed(at now: Moment, after patience: Duration) -> Int {
        var missed = 0
        for index in pings.indices where !pings[index].isMissed && now - pings[index].sent >= patience {
            pings[index].isMissed = true
            missed += 1
        }
        return missed
    }
}
