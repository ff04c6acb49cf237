public import TimeModel

/// When which peer is dialled (`policy §3`). A pure state machine: the shell dials and reports back.
public struct DialPlanner: Sendable {
    private struct Plan {
        var isBusy = false
        var failures = 0
        var nextDial: Moment
        var establishedAt: Moment?
    }

    private var plans: [PeerEndpoint: Plan] = [:]
    private var order: [PeerEndpoint] = []

    public init() {}

    /// Dials these endpoints from now on, in this order, at once and again whenever a session ends; and no others.
    ///
    /// No more than `PeersLimits.plannedPeers` are. What was planned before keeps its back-off.
    public mutating func plan(_ endpoints: some Sequence<PeerEndpoint>, at now: Moment) {
        var kept: [PeerEndpoint: Plan] = [:]
        order = []
        for endpoint in endpoints where kept[endpoint] == nil {
            guard order.count < PeersLimits.plannedPeers else { break }
            kept[endpoint] = plans[endpoint] ?? Plan(nextDial: now)
            order.append(endpoint)
        }
        plans = kept
    }

    /// The endpoints to dial now; each is busy until `ended` is reported for it.
    ///
    /// Addresses in `connected` have a session already and are passed over. No more than `limit` are busy at a time.
    public mutating func due(at now: Moment, connected: Set<PeerAddress>, limit: Int = .max) -> [PeerEndpoint] {
        var endpoints: [PeerEndpoint] = []
        var room = limit - plans.values.count(where: \.isBusy)
        for endpoint in order where room > 0 && !connected.contains(endpoint.address) {
            guard var plan = plans[endpoint], !plan.isBusy, plan.nextDial <= now else { continue }
            plan.isBusy = true
            plan.establishedAt = nil
            plans[endpoint] = plan
            room -= 1
            endpoints.append(endpoint)
        }
        return endpoints
    }

    /// A session with `endpoint` completed its handshake.
    public mutating func established(_ endpoint: PeerEndpoint, at now: Moment) {
        plans[endpoint]?.establishedAt = now
    }

    /// The dial failed, or its session ended. `reachedPeer` is false when no TCP connection came about.
    ///
    /// `jitter` is a fraction from 0 up to 1, drawn by the shell.
    public mutating func ended(_ endpoint: PeerEndpoint, reachedPeer: Bool, jitter: Double, at now: Moment) {
        guard var plan = plans[endpoint] else { return }
        let lasted = plan.establishedAt.map { now - $0 } ?? .zero
        plan.failures = lasted >= PeersLimits.sessionThatResetsBackOff ? 0 : plan.failures + 1
        var delay = Self.backOff(failures: plan.failures, jitter: jitter)
        if reachedPeer { delay = max(delay, PeersLimits.shortestRedial) }
        plan.isBusy = false
        plan.nextDial = now + delay
        plans[endpoint] = plan
    }

    static func backOff(failures: Int, jitter: Double) -> Duration {
        let doublings = min(max(failures - 1, 0), 8)
        let base = min(PeersLimits.firstRedial * (1 << doublings), PeersLimits.longestRedial)
        return base + base * (jitter * PeersLimits.redialJitter)
    }
}
