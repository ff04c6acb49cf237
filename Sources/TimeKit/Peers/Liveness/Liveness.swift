public import TimeModel

/// Whether one peer is alive, by its pongs and whatever else it sends (`policy §2`). One for each session.
///
/// Silence is cut into windows that don't overlap, beginning with the first ping that has no pong: the end of each is a
/// missed ping. Three windows of 90 s are a regular peer's verdict, ten of 300 s a kept one's. The verdict also needs
/// that nothing at all arrived for as long, and waits while blocks are on their way.
public struct Liveness: Sendable {
    public enum Event: Hashable, Sendable {
        case pingSent
        /// A pong of ours came, late or not, so long after its ping. Counts as received, too.
        case pong(roundTrip: Duration)
        /// Anything came.
        case received
        /// A request for blocks is unanswered, or no longer.
        case transfer(isInFlight: Bool)
        /// The peer has been whitelisted, or is no longer.
        case patience(Patience)
        /// About once a second; `factor` as `ObserverLoad` has it.
        case tick(factor: Int)
    }

    public enum Effect: Hashable, Sendable {
        /// For logs and metrics. Late is one that took longer than a ping's time.
        case roundTrip(Duration, isLate: Bool)
        /// For logs and metrics; so many in a row by now.
        case missedPing(inARow: Int)
        /// For logs and metrics.
        case health(PeerHealth)
        /// The verdict about a regular peer. The last effect.
        case close(Unresponsive)
        /// The verdict about a kept peer: the session stays, the count starts anew, and the operator is told.
        case resetAndAlert(Unresponsive)
        /// Comes with the alert: what the peer was asked for is asked of others.
        case moveBlockRequests
    }

    /// Why a peer is taken for dead.
    public struct Unresponsive: Hashable, Sendable {
        /// Pings in a row without a pong.
        public let missed: Int
        /// Since anything came.
        public let silence: Duration

        public init(missed: Int, silence: Duration) {
            self.missed = missed
            self.silence = silence
        }
    }

    public private(set) var patience: Patience
    /// All round trips, for the store.
    public private(set) var roundTrips: RoundTripHistogram
    /// As of the last check; 0 after every pong and every verdict.
    public private(set) var missedPings = 0
    /// How unlikely a living peer's silence is: the phi of a phi-accrual detector, as of the last check or whatever came
    /// since. Zero while no pong is awaited.
    public private(set) var suspicion = 0.0
    public private(set) var health = PeerHealth.responsive

    /// When the pings without a pong were sent, the oldest first.
    private var unanswered: [Moment] = []
    private var lastReceived: Moment
    /// The last pong, verdict or blindness of ours: no window begins before.
    private var countedFrom: Moment
    /// We saw nothing before.
    private var lookingSince: Moment
    private var lastTick: Moment
    private var nextCheck: Moment
    private var factor = 1
    private var isTransferring = false
    private var isClosed = false

    /// - Parameter roundTrips: Those of earlier sessions, from which the peer's health is judged at first.
    public init(patience: Patience, roundTrips: RoundTripHistogram = RoundTripHistogram(), at now: Moment) {
        self.patience = patience
        self.roundTrips = roundTrips
        lastReceived = now
        countedFrom = now
        lookingSince = now
        lastTick = now
        nextCheck = now + patience.checkInterval
    }

    public mutating func handle(_ event: Event, at now: Moment) -> [Effect] {
        guard !isClosed else { return [] }
        switch event {
        case .pingSent:
            // A full list keeps its oldest, from which the silence counts.
            if unanswered.count < PeersLimits.unansweredPings { unanswered.append(now) }
            return []
        case .pong(let roundTrip): return take(roundTrip, at: now)
        case .received:
            lastReceived = now
            return regrade(at: now)
        case .transfer(let isInFlight):
            isTransferring = isInFlight
            return []
        case .patience(let patience):
            self.patience = patience
            return []
        case .tick(let factor):
            self.factor = min(max(factor, 1), PeersLimits.slowestFactor)
            return tick(at: now)
        }
    }

    /// Since anything came.
    public func silence(at now: Moment) -> Duration { now - lastReceived }

    // MARK: Pongs

    private mutating func take(_ roundTrip: Duration, at now: Moment) -> [Effect] {
        // Pongs come in the order of the pings. The ping's time is known as exactly as the shell was quick.
        let sent = now - roundTrip + PeersLimits.pingTimeTolerance
        unanswered.removeAll { $0 <= sent }
        roundTrips.record(roundTrip)
        lastReceived = now
        countedFrom = now
        missedPings = 0
        return [.roundTrip(roundTrip, isLate: roundTrip >= window)] + regrade(at: now)
    }

    private mutating func regrade(at now: Moment) -> [Effect] {
        suspicion =
            unanswered.first.map { roundTrips.suspicion(after: now - max($0, lastReceived, lookingSince)) } ?? 0
        let grade = PeerHealth(suspicion: suspicion)
        guard grade != health else { return [] }
        health = grade
        return [.health(grade)]
    }

    // MARK: Checks

    /// A ping's time, on a machine as slow as ours is now.
    private var window: Duration { patience.missedAfter * factor }

    private mutating func tick(at now: Moment) -> [Effect] {
        if now - lastTick >= PeersLimits.blindness {
            // Whatever the peer sent meanwhile, we haven't read yet: that silence was ours.
            countedFrom = now
            lookingSince = now
            missedPings = 0
        }
        lastTick = now
        guard now >= nextCheck else { return [] }
        // Every 10 s by the clock of the session; checks that were missed are skipped.
        let skipped = Int((now - nextCheck) / patience.checkInterval)
        nextCheck = nextCheck + patience.checkInterval * (skipped + 1)
        return count(at: now) + regrade(at: now) + verdict(at: now)
    }

    private mutating func count(at now: Moment) -> [Effect] {
        guard let oldest = unanswered.first else { return [] }
        let missed = Int((now - max(oldest, countedFrom)) / window)
        // What has been counted stays, even if we have become slow since.
        let newlyMissed = missedPings < missed ? missedPings + 1...missed : nil
        missedPings = max(missed, missedPings)
        return newlyMissed.map { $0.map { .missedPing(inARow: $0) } } ?? []
    }

    private mutating func verdict(at now: Moment) -> [Effect] {
        guard missedPings >= patience.misses, !isTransferring,
            let oldest = unanswered.first, now - max(oldest, countedFrom) >= window * patience.misses,
            silence(at: now) >= window * patience.misses
        else { return [] }
        let verdict = Unresponsive(missed: missedPings, silence: silence(at: now))
        if patience.closes {
            isClosed = true
            return [.close(verdict)]
        }
        missedPings = 0
        countedFrom = now
        return [.resetAndAlert(verdict), .moveBlockRequests]
    }
}
