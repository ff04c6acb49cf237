package import TimeChain
package import TimeModel

/// Which blocks to ask of whom, and which to connect next (`policy §5`). A pure state machine.
///
/// Ranges of 50 go to every peer that has them, each peer within its limits; what a peer doesn't deliver in time goes to
/// another. Received blocks wait until the run above the tip is complete, and are connected one run at a time.
package struct BlockDownloader: Sendable {
    package enum Event: Sendable {
        /// The peer has a session, or told a new tip: it has all blocks up to `tip`.
        case peer(PeerAddress, tip: Height)
        case gone(PeerAddress)
        /// The peer has fallen silent: what it was asked for is asked of others.
        case silent(PeerAddress)
        /// Blocks up to here are wanted.
        case target(Height)
        /// What the peer answered; empty if it has nothing of the range.
        case received(PeerAddress, [PreparedBlock], answering: BlockRequest)
        /// The request was not sent, since it would have broken a limit of the peer's.
        case notSent(PeerAddress, BlockRequest)
        /// The last `connect` is done: the chain's tip, and what stopped it short of the end of the run.
        case connected(Height, stoppedBy: ConnectStop?)
        /// The chain has another end: what waited for its turn stood on the old one.
        case switched(Height)
        /// What is known of the peer as a source; the best are asked first.
        case score(PeerAddress, SourceScore)
        /// The process has so much else to do that nothing is asked for, or no longer.
        case processor(isBusy: Bool)
        /// Checking and storing the last run took so much processor time, and so long.
        case connectCost(processor: Duration, elapsed: Duration)
        /// It is as late as `wake` asked for.
        case woken
        case tick
    }

    package enum ConnectStop: Hashable, Sendable {
        /// The block above the tip breaks a rule.
        case violation(RuleViolation)
        /// The store could not write; the same blocks are tried again later.
        case storeFailure
    }

    package enum Effect: Sendable {
        case request(PeerAddress, BlockRequest)
        case connect([PreparedBlock])
        /// The peer sent a block that breaks a rule.
        case faulty(PeerAddress, RuleViolation)
        case stalled(PeerAddress, BlockRequest)
        /// After failures in a row nothing is asked for until then.
        case circuitOpened(until: Moment)
        /// Then a peer's limits have room again, which is all that requests wait for.
        case wake(at: Moment)
    }

    struct Arrival: Sendable {
        let block: PreparedBlock
        let source: PeerAddress
    }

    private(set) var tip: Height
    private(set) var target: Height
    /// The first height that nobody has been asked for.
    var unrequested: Height
    /// Ranges to ask for again, in order of height; no two touch.
    var returned: [ClosedRange<Height>] = []
    var peers: [PeerAddress: PeerLoad] = [:]
    /// Peers that may have requests unanswered.
    var asked: Set<PeerAddress> = []
    var arrivals: [Height: Arrival] = [:]
    var bufferedBytes = 0
    /// Who sent the blocks that are being connected.
    var connecting: [Height: PeerAddress] = [:]
    var isConnecting = false
    /// Who sent a block that breaks a rule is left alone until then, in its next session too.
    private var faulty: [PeerAddress: Moment] = [:]
    /// While the store can't write, nothing is asked for or connected.
    var pausedUntil: Moment?
    var scores: [PeerAddress: SourceScore] = [:]
    var breaker = CircuitBreaker()
    var isProcessorBusy = false
    let pacing: SyncPacing
    /// With pacing `plan`.
    var planPace: PlanPace?
    /// The last `wake` that was asked for.
    var wakesAt: Moment?
    var meter = DownloadMeter()

    package init(tip: Height, pacing: SyncPacing = .adaptive) {
        self.pacing = pacing
        if case .plan(let blocksPerMinute) = pacing { planPace = PlanPace(blocksPerMinute: blocksPerMinute) }
        self.tip = tip
        target = tip
        unrequested = tip.next
    }

    package mutating func handle(_ event: Event, at now: Moment) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .peer(let address, let tip):
            peers[address, default: PeerLoad(restsUntil: faulty[address])].tip = tip
        case .gone(let address):
            scores[address] = nil
            for owed in peers.removeValue(forKey: address)?.outstanding ?? [] where !owed.isHandedOver {
                giveBack(owed.request.range)
            }
        case .silent(let address):
            for request in peers[address]?.outstanding ?? [] {
                _ = peers[address]?.cancel(request.request)
                giveBack(request.request.range)
            }
            peers[address]?.rest(until: now + NodeLimits.rest)
        case .target(let height):
            target = max(height, tip)
        case .received(let address, let blocks, let request):
            receive(blocks, answering: request, from: address, at: now)
        case .notSent(let address, let request):
            // What has stalled or whose peer is gone was given back then.
            guard peers[address]?.unsent(request, at: now) == true else { break }
            giveBack(request.range)
        case .connected(let height, let stop):
            effects += finishConnect(at: height, stop, now: now)
        case .switched(let height):
            startAnew(above: height)
        case .score(let address, let score):
            if peers[address] != nil { scores[address] = score }
            return []
        case .processor(let isBusy):
            isProcessorBusy = isBusy
        case .connectCost(let processor, let elapsed):
            meter.connected(processor: processor, elapsed: elapsed)
            return []
        case .woken:
            wakesAt = nil
        case .tick:
            effects += collectStalls(at: now)
            faulty = faulty.filter { now < $0.value }
        }
        defer { meter.pass(to: limit(at: now), at: now) }
        if let pausedUntil, now < pausedUntil { return effects }
        return effects + connectNext() + assign(at: now)
    }

    /// Until when nothing is asked for after failures in a row; nil if requests may go out.
    package func circuitEnd(at now: Moment) -> Moment? { breaker.end(at: now) }

    // MARK: Receiving

    private mutating func receive(
        _ blocks: [PreparedBlock], answering request: BlockRequest, from address: PeerAddress, at now: Moment
    ) {
        var expected = request.range.lowerBound
        for block in blocks {
            guard block.height == expected, expected <= request.range.upperBound, hasRoom(for: block) else { break }
            store(block, from: address)
            expected = expected.next
        }
        // A late answer's range has gone to another peer already; what is here is here.
        if expected > request.range.lowerBound { breaker.succeeded() }
        meter.received(blocks.count)
        guard peers[address]?.answered(request, at: now) == true else { return }
        if blocks.first?.height != request.range.lowerBound { peers[address]?.rest(until: now + NodeLimits.rest) }
        if expected <= request.range.upperBound { giveBack(expected...request.range.upperBound) }
    }

    /// What a peer's huge blocks can take. The block above the tip has room in any case, for it makes room.
    private func hasRoom(for block: PreparedBlock) -> Bool {
        bufferedBytes + block.encodedSize <= NodeLimits.bufferedBytesAtMost || block.height == tip.next
    }

    private mutating func store(_ block: PreparedBlock, from address: PeerAddress) {
        guard block.height > tip, arrivals[block.height] == nil, connecting[block.height] == nil else { return }
        arrivals[block.height] = Arrival(block: block, source: address)
        bufferedBytes += block.encodedSize
    }

    private mutating func discard(_ height: Height) {
        guard let arrival = arrivals.removeValue(forKey: height) else { return }
        bufferedBytes -= arrival.block.encodedSize
    }

    // MARK: Connecting

    private mutating func connectNext() -> [Effect] {
        guard !isConnecting else { return [] }
        var run: [PreparedBlock] = []
        var height = tip.next
        while run.count < NodeLimits.blocksPerConnect, let arrival = arrivals[height] {
            run.append(arrival.block)
            connecting[height] = arrival.source
            discard(height)
            height = height.next
        }
        guard !run.isEmpty else { return [] }
        isConnecting = true
        return [.connect(run)]
    }

    private mutating func finishConnect(at height: Height, _ stop: ConnectStop?, now: Moment) -> [Effect] {
        let sources = connecting
        connecting = [:]
        isConnecting = false
        tip = height
        unrequested = max(unrequested, tip.next)
        guard let last = sources.keys.max(), last > tip else { return [] }
        giveBack(tip.next...last)
        if stop == .storeFailure { pausedUntil = now + NodeLimits.storeRetry }
        guard case .violation(let violation) = stop, let source = sources[tip.next] else { return [] }
        for (height, arrival) in arrivals where arrival.source == source {
            discard(height)
            giveBack(height...height)
        }
        faulty[source] = now + NodeLimits.rest
        peers[source]?.rest(until: now + NodeLimits.rest)
        // A block of another branch is no failure, but a fork.
        return [.faulty(source, violation)] + (violation.rule == .a5 ? [] : countFailure(at: now))
    }

    private mutating func startAnew(above height: Height) {
        tip = height
        target = max(target, height)
        unrequested = height.next
        returned = []
        arrivals = [:]
        bufferedBytes = 0
        // Whoever sent blocks of the other branch was right.
        faulty = [:]
        for address in peers.keys { peers[address]?.wake() }
    }
}
