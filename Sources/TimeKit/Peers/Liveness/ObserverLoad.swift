public import TimeModel

/// Whether we ourselves are slow, and how much more time peers get while we are (`policy §2`). One for each node.
///
/// A peer's pong that lies in our own queue is no fault of the peer's. So if our ticks are late, or most peers seem to
/// have fallen silent at once, the fault is looked for here first.
public struct ObserverLoad: Sendable {
    public enum Event: Hashable, Sendable {
        /// A tick came, so long after it was due.
        case tick(late: Duration)
        /// How many of all peers are suspect or worse; told about every 10 s.
        case health(suspect: Int, peers: Int)
    }

    public enum Effect: Hashable, Sendable {
        /// To be logged: we are the slow side, and all time-outs are so many times as long.
        case slow(Cause, factor: Int)
        /// To be logged: time-outs are as usual again.
        case recovered
    }

    public enum Cause: Hashable, Sendable {
        case lateTick(Duration)
        case suspects(Int, of: Int)
    }

    /// What all time-outs are multiplied by: 1, 2, 4 or 8.
    public private(set) var factor = 1
    private var lastEvidence: Moment?
    private var lastChange: Moment?

    public init() {}

    public mutating func handle(_ event: Event, at now: Moment) -> [Effect] {
        switch event {
        case .tick(let late) where late > PeersLimits.tickTolerance:
            return raise(.lateTick(late), isGross: late >= PeersLimits.livenessCheckInterval, at: now)
        case .health(let suspect, let peers) where peers >= PeersLimits.peersToJudgeBy && suspect * 2 > peers:
            return raise(.suspects(suspect, of: peers), isGross: false, at: now)
        case .tick, .health: return decay(at: now)
        }
    }

    private mutating func raise(_ cause: Cause, isGross: Bool, at now: Moment) -> [Effect] {
        lastEvidence = now
        let isTooSoon = lastChange.map { now - $0 < PeersLimits.livenessCheckInterval } ?? false
        guard factor < PeersLimits.slowestFactor, isGross || factor == 1 || !isTooSoon else { return [] }
        factor = isGross ? PeersLimits.slowestFactor : factor * 2
        lastChange = now
        return [.slow(cause, factor: factor)]
    }

    private mutating func decay(at now: Moment) -> [Effect] {
        guard factor > 1, let lastEvidence, let lastChange,
            now - max(lastEvidence, lastChange) >= PeersLimits.slownessDecay
        else { return [] }
        factor /= 2
        self.lastChange = now
        return factor == 1 ? [.recovered] : []
    }
}

extension ObserverLoad.Cause: CustomStringConvertible {
    public var description: String {
        switch self {
        case .lateTick(let late): "a tick came \(late) late"
        case .suspects(let count, let peers): "\(count) of \(peers) peers seem to have fallen silent at once"
        }
    }
}
