public import TimeModel

/// When which peer is dialled (`policy §3`). A pure state machine: the shell dials and reports back.
public struct DialPlanner: Sendable {
    private struct Plan {
        var candidate: DialCandidate
        var isBusy = false
        var failures = 0
        var nextDial: Moment
        var establishedAt: Moment?
        /// Since when there was no session that would spare us the dial.
        var aloneSince: Moment
    }

    /// Ours as peers see it; nil if unknown, and then everybody is dialled at once.
    public var ownAddress: PeerAddress?
    /// The most wanted first.
    private var plans: [Plan] = []
    private var positions: [PeerAddress: Int] = [:]
    /// No longer planned, but not to be dialled sooner should they be planned again.
    private var retired: [PeerAddress: Moment] = [:]

    public init(ownAddress: PeerAddress? = nil) { self.ownAddress = ownAddress }

    /// Dials these peers from now on and no others: the most wanted kind first, within a kind in this order, again
    /// whenever a session ends.
    ///
    /// Each address once, as what it is wanted most, with the port named there; no more than `PeersLimits.plannedPeers`. What
    /// was planned before keeps its back-off.
    public mutating func plan(_ candidates: some Sequence<DialCandidate>, at now: Moment) {
        var planned: [Plan] = []
        var places: [PeerAddress: Int] = [:]
        for candidate in Self.mostWantedFirst(candidates) where places[candidate.endpoint.address] == nil {
            guard planned.count < PeersLimits.plannedPeers else { break }
            let address = candidate.endpoint.address
            var plan =
                positions[address].map { plans[$0] }
                ?? Plan(candidate: candidate, nextDial: max(retired[address] ?? now, now), aloneSince: now)
            plan.candidate = candidate
            places[address] = planned.count
            planned.append(plan)
        }
        retire(plans.filter { places[$0.candidate.endpoint.address] == nil }, at: now)
        plans = planned
        positions = places
    }

    /// The endpoints to dial now; each is busy until `ended` is reported for it.
    ///
    /// Who is connected has a session already and is passed over. No more than `limit` are busy at a time.
    /// The higher of two IPv4 addresses dials; the lower waits a while for that, unless it wants to keep the peer.
    public mutating func due(
        at now: Moment, limit: Int = .max, isConnected: (PeerAddress) -> Bool = { _ in false }
    ) -> [PeerEndpoint] {
        var endpoints: [PeerEndpoint] = []
        var room = limit - plans.count(where: \.isBusy)
        for position in plans.indices {
            if isConnected(plans[position].candidate.endpoint.address) {
                plans[position].aloneSince = now
                continue
            }
            guard room > 0, !plans[position].isBusy, plans[position].nextDial <= now,
                isOurTurn(plans[position], at: now)
            else { continue }
            plans[position].isBusy = true
            plans[position].establishedAt = nil
            room -= 1
            endpoints.append(plans[position].candidate.endpoint)
        }
        return endpoints
    }

    /// A session with `endpoint` completed its handshake.
    public mutating func established(_ endpoint: PeerEndpoint, at now: Moment) {
        if let position = positions[endpoint.address] { plans[position].establishedAt = now }
    }

    /// The dial failed, or its session ended. `reachedPeer` is false when no TCP connection came about.
    ///
    /// `jitter` is a fraction from 0 up to 1, drawn by the shell.
    public mutating func ended(_ endpoint: PeerEndpoint, reachedPeer: Bool, jitter: Double, at now: Moment) {
        guard let position = positions[endpoint.address] else { return }
        var plan = plans[position]
        let lasted = plan.establishedAt.map { now - $0 } ?? .zero
        plan.failures = lasted >= PeersLimits.lastingSession ? 0 : plan.failures + 1
        var delay = Self.backOff(failures: plan.failures, of: plan.candidate.kind, jitter: jitter)
        if reachedPeer { delay = max(delay, PeersLimits.shortestRedial) }
        plan.isBusy = false
        plan.nextDial = max(plan.nextDial, now + delay)
        plans[position] = plan
    }

    /// We closed a session with `address` for this, whoever dialled; the peer gets time to be mended.
    ///
    /// Comes before `ended`, if that comes.
    public mutating func closed(_ address: PeerAddress, for reason: Incompatibility, at now: Moment) {
        guard let position = positions[address] else { return }
        plans[position].nextDial = max(plans[position].nextDial, now + reason.retryAfter)
    }

    // MARK: Rules

    private static func mostWantedFirst(_ candidates: some Sequence<DialCandidate>) -> [DialCandidate] {
        let all = Array(candidates)
        return DialCandidate.Kind.allCases.flatMap { kind in all.filter { $0.kind == kind } }
    }

    private func isOurTurn(_ plan: Plan, at now: Moment) -> Bool {
        guard plan.candidate.kind != .kept, let ownAddress, ownAddress < plan.candidate.endpoint.address else {
            return true
        }
        return now - plan.aloneSince >= PeersLimits.patienceOfLowerAddress
    }

    private mutating func retire(_ dropped: [Plan], at now: Moment) {
        retired = retired.filter { $0.value > now }
        for plan in dropped {
            // A dial that still goes on, or a session that may have ended just now, is the last one for a while.
            let next = plan.isBusy ? max(plan.nextDial, now + PeersLimits.shortestRedial) : plan.nextDial
            guard next > now, retired.count < PeersLimits.plannedPeers else { continue }
            retired[plan.candidate.endpoint.address] = next
        }
    }

    static func backOff(failures: Int, of kind: DialCandidate.Kind, jitter: Double) -> Duration {
        let longest = kind == .kept ? PeersLimits.longestRedial : PeersLimits.longestRedialOfOthers
        let doublings = min(max(failures - 1, 0), 8)
        let base = PeersLimits.firstRedial * (1 << doublings)
        let spread = base + base * (jitter * PeersLimits.redialJitter)
        // The longest wait is made shorter, since longer it may not be.
        return spread <= longest ? spread : longest - longest * (jitter * PeersLimits.redialJitter)
    }
}
