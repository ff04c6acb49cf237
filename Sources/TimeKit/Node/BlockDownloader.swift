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
    }

    struct Arrival: Sendable {
        let block: PreparedBlock
        let source: PeerAddress
    }

    private(set) var tip: Height
    private var target: Height
    /// The first height that nobody has been asked for.
    private var unrequested: Height
    /// Ranges to ask for again, in order of height; no two touch.
    private var returned: [ClosedRange<Height>] = []
    private var peers: [PeerAddress: PeerLoad] = [:]
    /// Peers that may have requests unanswered.
    private var asked: Set<PeerAddress> = []
    private var arrivals: [Height: Arrival] = [:]
    private var bufferedBytes = 0
    /// Who sent the blocks that are being connected.
    private var connecting: [Height: PeerAddress] = [:]
    private var isConnecting = false
    /// Who sent a block that breaks a rule is left alone until then, in its next session too.
    private var faulty: [PeerAddress: Moment] = [:]
    /// While the store can't write, nothing is asked for or connected.
    private var pausedUntil: Moment?

    package init(tip: Height) {
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
            for request in peers.removeValue(forKey: address)?.outstanding ?? [] { giveBack(request.request.range) }
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
            guard peers[address]?.cancel(request) == true else { break }
            peers[address]?.rest(until: now + .seconds(1))
            giveBack(request.range)
        case .connected(let height, let stop):
            effects += finishConnect(at: height, stop, now: now)
        case .switched(let height):
            startAnew(above: height)
        case .tick:
            effects += collectStalls(at: now)
            faulty = faulty.filter { now < $0.value }
        }
        if let pausedUntil, now < pausedUntil { return effects }
        return effects + connectNext() + assign(at: now)
    }

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
        guard peers[address]?.answered(request) == true else { return }
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
        return [.faulty(source, violation)]
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

    // MARK: Requesting

    private mutating func giveBack(_ range: ClosedRange<Height>) {
        guard range.upperBound > tip else { return }
        var union = range
        let first = returned.firstIndex { $0.upperBound.next >= range.lowerBound } ?? returned.endIndex
        var end = first
        while end < returned.endIndex, returned[end].lowerBound <= range.upperBound.next {
            let next = returned[end]
            union = min(union.lowerBound, next.lowerBound)...max(union.upperBound, next.upperBound)
            end += 1
        }
        returned.replaceSubrange(first..<end, with: [union])
    }

    private mutating func collectStalls(at now: Moment) -> [Effect] {
        var effects: [Effect] = []
        asked = asked.filter { peers[$0]?.outstanding.isEmpty == false }
        // In an order that is the same in each run.
        for address in asked.sorted() {
            for request in peers[address]?.stalled(at: now) ?? [] {
                giveBack(request.range)
                effects.append(.stalled(address, request))
            }
        }
        return effects
    }

    private mutating func assign(at now: Moment) -> [Effect] {
        guard !returned.isEmpty || unrequested <= target else { return [] }
        var effects: [Effect] = []
        var idle = Set(peers.lazy.filter { $0.value.canAsk(at: now) }.map(\.key))
        while !idle.isEmpty {
            let next = idle.min { left, right in
                let loads = (peers[left]?.outstanding.count ?? 0, peers[right]?.outstanding.count ?? 0)
                return loads.0 != loads.1 ? loads.0 < loads.1 : left < right
            }
            guard let address = next, let peer = peers[address] else { break }
            guard peer.canAsk(at: now), let range = nextRange(for: peer) else {
                idle.remove(address)
                continue
            }
            if let request = peers[address]?.ask(for: range, behind: target.blocks(above: tip), at: now) {
                asked.insert(address)
                effects.append(.request(address, request))
            }
        }
        return effects
    }

    /// The lowest range that is still wanted and that the peer has.
    private mutating func nextRange(for peer: PeerLoad) -> ClosedRange<Height>? {
        let last = min(target, peer.tip)
        while let range = returned.first {
            returned.removeFirst()
            guard let wanted = trimmed(range) else { continue }
            // With the buffer full only what the chain waits for is asked for.
            guard wanted.lowerBound <= last, hasRoomToAsk || wanted.lowerBound == tip.next else {
                giveBack(wanted)
                return nil
            }
            let end = min(wanted.upperBound, last, wanted.lowerBound.advanced(by: requestSize - 1))
            if end < wanted.upperBound { giveBack(end.next...wanted.upperBound) }
            return wanted.lowerBound...end
        }
        let limit = min(last, tip.advanced(by: NodeLimits.downloadWindow))
        guard unrequested <= limit, hasRoomToAsk else { return nil }
        let end = min(limit, unrequested.advanced(by: requestSize - 1))
        defer { unrequested = end.next }
        return unrequested...end
    }

    private var hasRoomToAsk: Bool { bufferedBytes < NodeLimits.bufferedBytes }

    /// Near the tip blocks are asked for singly.
    private var requestSize: Int {
        target.blocks(above: tip) <= NodeLimits.followingDistance ? 1 : NodeLimits.blocksPerRequest
    }

    /// What of a returned range is neither connected nor in hand at its ends.
    private func trimmed(_ range: ClosedRange<Height>) -> ClosedRange<Height>? {
        var first = max(range.lowerBound, tip.next)
        var last = range.upperBound
        while first <= last, arrivals[first] != nil || connecting[first] != nil { first = first.next }
        while first < last, arrivals[last] != nil || connecting[last] != nil { last = last.advanced(by: -1) }
        return first <= last ? first...last : nil
    }
}
