import TimeModel
import TimePeers
import TimeWire

/// The pings of one probe. A pong may take as long as the session lasts: it is late then, and not lost.
struct ProbePings: Sendable {
    private struct Entry: Hashable {
        let nonce: UInt64
        var sent: Moment
        var arrived: Moment?
        var roundTrip: Duration? { arrived.map { max($0 - sent, .zero) } }
    }

    private let count: Int?
    private let interval: Duration
    private let patience: Duration
    private var nonces: ProbeNonces
    private var entries: [Entry] = []
    private var made = 0
    private var offsets: [Double] = []
    /// When the next one is due.
    var next = Moment.start

    init(_ plan: ProbePlan) {
        count = plan.count
        interval = plan.interval
        patience = plan.patience
        // Not those that the session draws.
        nonces = ProbeNonces(state: ~plan.seed)
    }

    var isSending: Bool { count.map { made < $0 } ?? true }
    /// All are sent and answered.
    var isComplete: Bool { !isSending && entries.allSatisfy { $0.arrived != nil } }
    var patienceEnd: Moment { (entries.last?.sent ?? next) + patience }
    var deadline: Moment { isSending ? next : patienceEnd }

    mutating func make(at now: Moment, wallClock: UnixTime) -> Heartbeat {
        let nonce = nonces.next()
        made += 1
        if entries.count >= NodeLimits.probePings { entries.removeFirst() }
        entries.append(Entry(nonce: nonce, sent: now))
        next = now + interval
        return Heartbeat(nonce: nonce, timestamp: wallClock, height: .genesis)
    }

    /// It has gone out only now.
    mutating func sent(nonce: UInt64, at now: Moment) {
        guard let index = entries.lastIndex(where: { $0.nonce == nonce }) else { return }
        entries[index].sent = now
        next = max(next, now + interval)
    }

    mutating func received(_ pong: Heartbeat, at now: Moment, wallClock: UnixTime) {
        guard let index = entries.lastIndex(where: { $0.nonce == pong.nonce && $0.arrived == nil }) else { return }
        entries[index].arrived = now
        let roundTrip = now - entries[index].sent
        // The peer wrote it about half a round trip ago.
        let offset = Double(pong.timestamp.seconds(since: wallClock)) + roundTrip / .seconds(2)
        if offsets.count >= NodeLimits.probePings { offsets.removeFirst() }
        offsets.append((offset * 10).rounded() / 10)
    }

    func statistics(isBrokenOff: Bool) -> PingStatistics { statistics(entries, isBrokenOff: isBrokenOff) }

    /// Without those whose pong may still come.
    func statistics(at now: Moment) -> PingStatistics {
        statistics(entries.filter { $0.arrived != nil || now - $0.sent >= patience }, isBrokenOff: false)
    }

    private func statistics(_ entries: [Entry], isBrokenOff: Bool) -> PingStatistics {
        PingStatistics(
            entries.map { PingStatistics.Ping(sent: $0.sent, roundTrip: $0.roundTrip) }, interval: interval,
            isBrokenOff: isBrokenOff, clockOffsets: offsets)
    }
}
