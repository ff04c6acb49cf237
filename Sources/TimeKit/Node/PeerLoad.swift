import DequeModule
import TimeModel

/// What one peer has been asked for and how it keeps up.
struct PeerLoad: Sendable {
    struct Outstanding: Sendable {
        let request: BlockRequest
        let askedAt: Moment
    }

    var tip: Height = .genesis
    private(set) var outstanding: [Outstanding] = []
    private var stallTimeout = NodeLimits.firstStall
    private var restsUntil: Moment?
    /// A peer that left a GetBlockRange unanswered is asked by GetBlocks from then on.
    private var prefersGetBlocks = false
    /// When the last requests of this second went out.
    private var recent: Deque<Moment> = []

    init(restsUntil: Moment? = nil) { self.restsUntil = restsUntil }

    func canAsk(at now: Moment) -> Bool {
        if let restsUntil, now < restsUntil { return false }
        guard outstanding.count < NodeLimits.outstandingRequestsPerPeer else { return false }
        let allowed = prefersGetBlocks ? NodeLimits.getBlocksPerSecond : NodeLimits.rangeRequestsPerSecond
        return recent.count < allowed || now - recent[recent.count - allowed] >= .seconds(1)
    }

    mutating func ask(for range: ClosedRange<Height>, behind: UInt64, at now: Moment) -> BlockRequest {
        let kind: BlockRequest.Kind =
            prefersGetBlocks || behind <= NodeLimits.followingDistance ? .getBlocks : .getBlockRange
        let request = BlockRequest(range: range, kind: kind)
        outstanding.append(Outstanding(request: request, askedAt: now))
        recent.append(now)
        if recent.count > NodeLimits.rangeRequestsPerSecond { recent.removeFirst() }
        return request
    }

    /// Whether this answers a request that still waited.
    mutating func answered(_ request: BlockRequest) -> Bool {
        guard cancel(request) else { return false }
        stallTimeout = max(NodeLimits.firstStall, stallTimeout / 2)
        return true
    }

    /// Whether this request still waited.
    mutating func cancel(_ request: BlockRequest) -> Bool {
        guard let index = outstanding.firstIndex(where: { $0.request == request }) else { return false }
        outstanding.remove(at: index)
        return true
    }

    mutating func rest(until moment: Moment) {
        restsUntil = max(restsUntil ?? moment, moment)
    }

    /// Has nothing to rest from any longer, and owes nothing.
    mutating func wake() {
        restsUntil = nil
        outstanding = []
    }

    /// Takes back the requests that waited too long; the peer rests as long again before it is asked anew.
    mutating func stalled(at now: Moment) -> [BlockRequest] {
        let late = outstanding.filter { now - $0.askedAt >= stallTimeout }.map(\.request)
        guard !late.isEmpty else { return [] }
        outstanding.removeAll { late.contains($0.request) }
        rest(until: now + stallTimeout)
        stallTimeout = min(NodeLimits.longestStall, stallTimeout * 2)
        if late.contains(where: { $0.kind == .getBlockRange }) { prefersGetBlocks = true }
        return late
    }
}
