import TimeModel
import TimeWire

/// What one peer has been asked for and how it keeps up.
struct PeerLoad: Sendable {
    struct Outstanding: Sendable {
        let request: BlockRequest
        let askedAt: Moment
        /// When it has stalled, as far as was known when it was asked.
        let stallsAt: Moment
        /// Another peer has been asked for it meanwhile.
        var isHandedOver = false
    }

    var tip: Height = .genesis
    private(set) var outstanding: [Outstanding] = []
    /// From its last request to the answer; nil before the first.
    private(set) var lastAnswerTime: Duration?
    private var stallTimeout = NodeLimits.firstStall
    private var restsUntil: Moment?
    private var hasLeftRangeUnanswered = false
    private var hasAnsweredRange = false
    /// The peer counts both kinds of requests apart.
    private var rangeRequests = SlidingWindow(NodeLimits.rangeRequests)
    private var getBlocksRequests = SlidingWindow(NodeLimits.getBlocksRequests)
    private var burst = SlidingWindow(NodeLimits.requestBurst)
    /// Its session, which is a little behind, has no room for another request before.
    private var sessionHasRoomFrom = Moment.start

    init(restsUntil: Moment? = nil) { self.restsUntil = restsUntil }

    /// A peer that doesn't know GetBlockRange is asked by GetBlocks; one that was late once knows it.
    private var prefersGetBlocks: Bool { hasLeftRangeUnanswered && !hasAnsweredRange }

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
    func hasAllowance(at now: Moment) -> Bool { allowanceFrom <= now }

    /// When its limits have room for another request, or had it already.
    var allowanceFrom: Moment {
        let requests =
            prefersGetBlocks
            ? getBlocksRequests.roomFrom : min(rangeRequests.roomFrom, getBlocksRequests.roomFrom)
        return max(requests, burst.roomFrom, sessionHasRoomFrom)
    }

    var requestsPerSecond: Int {
        NodeLimits.getBlocksRequests.count + (prefersGetBlocks ? 0 : NodeLimits.rangeRequests.count)
    }

    mutating func ask(for range: ClosedRange<Height>, behind: UInt64, at now: Moment) -> BlockRequest {
        let request = BlockRequest(range: range, kind: kind(behind: behind, at: now))
        outstanding.append(Outstanding(request: request, askedAt: now, stallsAt: now + stallTimeout))
        burst.record(at: now)
        switch request.kind {
        case .getBlocks: getBlocksRequests.record(at: now)
        case .getBlockRange: rangeRequests.record(at: now)
        }
        return request
    }

    /// While catching up, what the limit of the one kind doesn't let through goes as the other.
    private func kind(behind: UInt64, at now: Moment) -> BlockRequest.Kind {
        if prefersGetBlocks { return .getBlocks }
        let isFollowing = behind <= NodeLimits.followingDistance
        let hasRoom = (isFollowing ? getBlocksRequests : rangeRequests).hasRoom(at: now)
        return isFollowing == hasRoom ? .getBlocks : .getBlockRange
    }

    /// Whether this answers a request that still waited.
    mutating func answered(_ request: BlockRequest, at now: Moment) -> Bool {
        if request.kind == .getBlockRange { hasAnsweredRange = true }
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

    /// Its session didn't send a request, since that would have been one too many. Whether it still waited.
    mutating func unsent(_ request: BlockRequest, at now: Moment) -> Bool {
        guard cancel(request) else { return false }
        sessionHasRoomFrom = now + NodeLimits.unsentRequestRest
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

    /// Takes back the requests that waited too long; the peer rests as long again before it is asked anew. Those that stall
    /// while it rests were asked before.
    mutating func stalled(at now: Moment) -> [Outstanding] {
        let late = outstanding.filter { $0.stallsAt <= now }
        guard !late.isEmpty else { return [] }
        outstanding.removeAll { $0.stallsAt <= now }
        if !isResting(at: now) {
            rest(until: now + stallTimeout)
            stallTimeout = min(NodeLimits.longestStall, stallTimeout * 2)
        }
        if late.contains(where: { $0.request.kind == .getBlockRange }) { hasLeftRangeUnanswered = true }
        return late
    }
}
