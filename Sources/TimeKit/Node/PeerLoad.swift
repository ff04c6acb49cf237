import DequeModule
import TimeModel

/// What one peer has been asked for and how it keeps up.
struct PeerLoad: Sendable {
    struct Outstanding: Sendable {
        let request: BlockRequest
        let askedAt: Moment
        /// Another peer has been asked for it meanwhile.
        var isHandedOver = false
    }

    var tip: Height = .genesis
    private(set) var outstanding: [Outstanding] = []
    /// From its last request to the answer; nil before the first.
    private(set) var lastAnswerTime: Duration?
    private var stallTimeout = NodeLimits.firstStall
    private var restsUntil: Moment?
    /// A peer that left a GetBlockRange unanswered is asked by GetBlocks from then on.
    private var prefersGetBlocks = false
    /// When the last requests of this second went out.
    private var recent: Deque<Moment> = []

    init(restsUntil: Moment? = nil) { self.restsUntil = restsUntil }

    /// Whether the peer is left alone for a while.
    func isResting(at now: Moment) -> Bool { restsUntil.map { now < $0 } ?? false }

    /// Whether it has left requests unanswered of late.
    var hasStalled: Bool { stallTimeout > NodeLimits.firstStall }

    /// Whether it owes as much as it may.
    var isFull: Bool {
        let isSlow = lastAnswerTime.map { $0 >= NodeLimits.slowAnswer } ?? false
        return outstanding.count >= (isSlow ? 1 : NodeLimits.outstandingRequestsPerPeer)
            || outstanding.contains(where: \.isHandedOver)
    }

    /// What has waited for so long is to be asked of somebody else; an answer is still welcome.
    mutating func handOver(after patience: Duration, at now: Moment) -> [ClosedRange<Height>] {
        var ranges: [ClosedRange<Height>] = []
        for index in outstanding.indices
        where !outstanding[index].isHandedOver && now - outstanding[index].askedAt >= patience {
            outstanding[index].isHandedOver = true
            ranges.append(outstanding[index].request.range)
        }
        return ranges
    }

    func canAsk(at now: Moment) -> Bool { !isResting(at: now) && !isFull && hasAllowance(at: now) }

    /// Whether its limits have room for another request.
    func hasAllowance(at now: Moment) -> Bool {
        let allowed = requestsPerSecond
        return recent.count < allowed || now - recent[recent.count - allowed] >= .seconds(1)
    }

    var requestsPerSecond: Int {
        prefersGetBlocks ? NodeLimits.getBlocksPerSecond : NodeLimits.rangeRequestsPerSecond
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
    mutating func answered(_ request: BlockRequest, at now: Moment) -> Bool {
        if let asked = outstanding.first(where: { $0.request == request }) { lastAnswerTime = now - asked.askedAt }
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
    mutating func stalled(at now: Moment) -> [Outstanding] {
        let late = outstanding.filter { now - $0.askedAt >= stallTimeout }
        guard !late.isEmpty else { return [] }
        outstanding.removeAll { now - $0.askedAt >= stallTimeout }
        rest(until: now + stallTimeout)
        stallTimeout = min(NodeLimits.longestStall, stallTimeout * 2)
        if late.contains(where: { $0.request.kind == .getBlockRange }) { prefersGetBlocks = true }
        return late
    }
}
