package import TimeChain
package import TimeModel

/// Looks for the place where a peer's chain and ours part, fetches the peer's branch, and chooses (`chain-rules §8.8`).
/// A pure state machine; one fork at a time.
package struct ForkResolver: Sendable {
    package enum Event: Sendable {
        /// Peers follow a chain that isn't ours, and are enough to count.
        case rival(RivalTip)
        /// The answer to `readHashes`.
        case ownHashes(OwnHashes)
        /// What the peer has at a height.
        case hash(PeerAddress, Height, BlockHash?)
        case blocks(PeerAddress, [PreparedBlock], answering: BlockRequest)
        /// The request was not sent, since it would have broken a limit of the peer's.
        case notSent(PeerAddress, BlockRequest)
        case gone(PeerAddress)
        /// Our chain's tip has moved, in the usual way.
        case connected(Height)
        /// The answer to `reorganise`; the tip is at this height now.
        case reorganised(ReorganisationOutcome, Height)
        case tick
    }

    package enum Effect: Sendable {
        /// The hashes of our own blocks.
        case readHashes(ClosedRange<Height>)
        case askHash(PeerAddress, Height)
        case request(PeerAddress, BlockRequest)
        /// Put the blocks in place of those above the ancestor, if `tip` is still the tip.
        case reorganise(from: BlockHash, downTo: Height, [PreparedBlock])
        case ended(RivalTip, Result)
    }

    package enum Result: Sendable {
        case reorganised(depth: UInt64, ConnectOutcome)
        case kept(Reason)
    }

    package enum Reason: Sendable {
        /// By the choice between two chains of the same length.
        case preferred
        /// More blocks would have to go than may.
        case tooDeep
        /// The peer doesn't tell, or contradicts itself.
        case unanswered
        case broken(RuleViolation)
        /// Our chain has moved meanwhile.
        case outdated
    }

    private struct Search {
        let rival: RivalTip
        let ours: OwnHashes
        /// The highest height known to be the same, and the lowest known to differ.
        var shared: Height?
        var foreign: Height
        var asked: Height
        var askedAt: Moment
    }

    private struct Branch {
        let rival: RivalTip
        let ours: OwnHashes
        var ancestor: Height
        /// Above the ancestor.
        var blocks: [PreparedBlock] = []
        let goal: Height
        var request: BlockRequest
        var askedAt: Moment
    }

    private enum Stage {
        case idle
        case reading(RivalTip, since: Moment)
        case searching(Search)
        case fetching(Branch)
        case switching(RivalTip)
    }

    private var stage = Stage.idle
    private var tip: Height
    /// Tips that were looked into, and aren't again until then; but for those that a supermajority has since come to.
    private var settled: [BlockHash: (until: Moment, lackedSupport: Bool)] = [:]
    /// Of the rival, as last heard.
    private var support = ForkChoice.Support.none
    private var rivalHeardAt: Moment?

    package init(tip: Height) { self.tip = tip }

    package var isIdle: Bool { if case .idle = stage { true } else { false } }

    /// Whether peers follow another chain, whatever has come of looking into it.
    package func isForked(at now: Moment) -> Bool {
        rivalHeardAt.map { now - $0 < NodeLimits.forkMemory } ?? false
    }

    /// Whether an answer is one that this waits for, and nobody else.
    package func isWaiting(for request: BlockRequest, from peer: PeerAddress) -> Bool {
        if case .fetching(let branch) = stage { branch.rival.peer == peer && branch.request == request } else { false }
    }

    package mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        switch event {
        case .rival(let rival): return begin(rival, at: now)
        case .ownHashes(let ours): return search(ours, at: now)
        case .hash(let peer, let height, let hash): return take(hash, at: height, from: peer, now)
        case .blocks(let peer, let blocks, let request):
            guard isWaiting(for: request, from: peer), case .fetching(let branch) = stage else { return [] }
            return take(blocks, branch, now, wallClock)
        case .notSent(let peer, let request):
            return isWaiting(for: request, from: peer) ? end(.kept(.unanswered), at: now) : []
        case .gone(let peer): return rival?.peer == peer && !isSwitching ? end(.kept(.unanswered), at: now) : []
        case .connected(let height):
            let hasMoved = height != tip
            tip = height
            return hasMoved && !isSwitching ? end(.kept(.outdated), at: now) : []
        case .reorganised(let outcome, let height):
            tip = height
            return finish(outcome, at: now)
        case .tick:
            settled = settled.filter { now < $0.value.until }
            return isOverdue(at: now) ? end(.kept(.unanswered), at: now) : []
        }
    }

    private var isSwitching: Bool { if case .switching = stage { true } else { false } }

    private var rival: RivalTip? {
        switch stage {
        case .idle: nil
        case .reading(let rival, _), .switching(let rival): rival
        case .searching(let search): search.rival
        case .fetching(let branch): branch.rival
        }
    }

    // MARK: Where the chains part

    private mutating func begin(_ rival: RivalTip, at now: Moment) -> [Effect] {
        if self.rival?.hash == rival.hash { support = rival.support }
        guard tip > .genesis, rival.height >= tip else { return [] }
        rivalHeardAt = now
        guard isIdle else { return [] }
        if let earlier = settled[rival.hash], !(earlier.lackedSupport && rival.support.isSupermajority) { return [] }
        support = rival.support
        stage = .reading(rival, since: now)
        return [.readHashes(tip.advanced(by: -ChainLimits.maximumReorganisationDepth)...tip)]
    }

    private mutating func search(_ ours: OwnHashes, at now: Moment) -> [Effect] {
        guard case .reading(let rival, _) = stage else { return [] }
        guard ours.last == tip else { return end(.kept(.outdated), at: now) }
        return ask(
            Search(
                rival: rival, ours: ours, shared: ours.first == .genesis ? .genesis : nil, foreign: tip, asked: tip,
                askedAt: now), at: now)
    }

    /// Halves what is between the same and the different, after a look at the lowest place where a branch may begin.
    private mutating func ask(_ search: Search, at now: Moment) -> [Effect] {
        var search = search
        guard let shared = search.shared else { return ask(search.ours.first, &search, at: now) }
        let distance = search.foreign.blocks(above: shared)
        guard distance <= 1 else { return ask(shared.advanced(by: Int(distance / 2)), &search, at: now) }
        return fetch(search, above: shared, at: now)
    }

    private mutating func ask(_ height: Height, _ search: inout Search, at now: Moment) -> [Effect] {
        search.asked = height
        search.askedAt = now
        stage = .searching(search)
        return [.askHash(search.rival.peer, height)]
    }

    private mutating func take(
        _ hash: BlockHash?, at height: Height, from peer: PeerAddress, _ now: Moment
    ) -> [Effect] {
        guard case .searching(var search) = stage, search.rival.peer == peer, search.asked == height else { return [] }
        guard let hash else { return end(.kept(.unanswered), at: now) }
        if hash == search.ours[height] {
            search.shared = height
        } else {
            guard search.shared != nil else { return end(.kept(.tooDeep), at: now) }
            search.foreign = height
        }
        return ask(search, at: now)
    }

    // MARK: The branch

    /// Of a longer chain one block more than ours is enough: the rest follows in the usual way.
    private mutating func fetch(_ search: Search, above ancestor: Height, at now: Moment) -> [Effect] {
        let goal = search.rival.height > tip ? tip.next : tip
        let branch = Branch(
            rival: search.rival, ours: search.ours, ancestor: ancestor, goal: goal,
            request: Self.request(ancestor.next, goal), askedAt: now)
        stage = .fetching(branch)
        return [.request(branch.rival.peer, branch.request)]
    }

    private static func request(_ first: Height, _ last: Height) -> BlockRequest {
        BlockRequest(
            range: first...min(last, first.advanced(by: NodeLimits.blocksPerRequest - 1)), kind: .getBlocks)
    }

    private mutating func take(
        _ blocks: [PreparedBlock], _ branch: Branch, _ now: Moment, _ wallClock: UnixTime
    ) -> [Effect] {
        var branch = branch
        var parent = branch.blocks.last?.stored.hash ?? branch.ours[branch.ancestor]
        for block in blocks.prefix(while: { branch.request.range.contains($0.height) }) {
            let header = block.received.block.header
            guard header.height == branch.ancestor.advanced(by: branch.blocks.count + 1), header.previousHash == parent
            else { return end(.kept(.unanswered), at: now) }
            branch.blocks.append(block)
            parent = block.stored.hash
        }
        let reached = branch.ancestor.advanced(by: branch.blocks.count)
        guard reached >= branch.request.range.lowerBound else { return end(.kept(.unanswered), at: now) }
        guard reached < branch.goal else { return choose(branch, now, wallClock) }
        branch.request = Self.request(reached.next, branch.goal)
        branch.askedAt = now
        stage = .fetching(branch)
        return [.request(branch.rival.peer, branch.request)]
    }

    private mutating func choose(_ branch: Branch, _ now: Moment, _ wallClock: UnixTime) -> [Effect] {
        // The peer may have come over to our chain meanwhile.
        let own = branch.blocks.prefix { $0.stored.hash == branch.ours[$0.height] }.count
        let ancestor = branch.ancestor.advanced(by: own)
        guard ancestor < tip, let first = branch.blocks.dropFirst(own).first, let last = branch.blocks.last,
            let ourTip = branch.ours[tip]
        else { return end(.kept(.outdated), at: now) }
        let theirs = ForkChoice.Branch(height: last.height, tip: last.stored.hash, first: first.stored.hash)
        let ours = ForkChoice.Branch(height: tip, tip: ourTip, first: branch.ours[ancestor.next])
        guard
            ForkChoice.prefers(
                theirs, to: ours, timestamp: last.received.block.header.timestamp, support: support, at: wallClock)
        else { return end(.kept(.preferred), at: now) }
        stage = .switching(branch.rival)
        return [.reorganise(from: ourTip, downTo: ancestor, Array(branch.blocks.dropFirst(own)))]
    }

    private mutating func finish(_ outcome: ReorganisationOutcome, at now: Moment) -> [Effect] {
        switch outcome {
        case .switched(let depth, let connected): end(.reorganised(depth: depth, connected), at: now)
        case .refused(let violation): end(.kept(.broken(violation)), at: now)
        case .outdated, .shorter: end(.kept(.outdated), at: now)
        case .tooDeep: end(.kept(.tooDeep), at: now)
        }
    }

    private func isOverdue(at now: Moment) -> Bool {
        switch stage {
        case .idle, .switching: false
        // The chain's store failed at reading.
        case .reading(_, let since): now - since >= NodeLimits.forkPatience
        case .searching(let search): now - search.askedAt >= NodeLimits.forkPatience
        case .fetching(let branch): now - branch.askedAt >= NodeLimits.forkPatience
        }
    }

    private mutating func end(_ result: Result, at now: Moment) -> [Effect] {
        guard let rival else { return [] }
        stage = .idle
        switch result {
        case .reorganised: rivalHeardAt = nil
        case .kept(let reason):
            switch reason {
            case .outdated: break
            case .unanswered: settled[rival.hash] = (now + NodeLimits.forkPatience, false)
            case .preferred: settled[rival.hash] = (now + NodeLimits.forkRetry, !support.isSupermajority)
            case .tooDeep, .broken: settled[rival.hash] = (now + NodeLimits.forkRetry, false)
            }
        }
        return [.ended(rival, result)]
    }
}

/// A tip of a chain that isn't ours, and one of the peers that have it.
package struct RivalTip: Hashable, Sendable {
    package let peer: PeerAddress
    package let height: Height
    package let hash: BlockHash
    /// Among the peers at this height.
    package let support: ForkChoice.Support

    package init(peer: PeerAddress, height: Height, hash: BlockHash, support: ForkChoice.Support) {
        self.peer = peer
        self.height = height
        self.hash = hash
        self.support = support
    }
}

/// The hashes of our own last blocks, up to the tip.
package struct OwnHashes: Sendable {
    package let first: Height
    private let hashes: [BlockHash]

    /// - Parameter hashes: not empty.
    package init(from first: Height, _ hashes: [BlockHash]) {
        self.first = first
        self.hashes = hashes
    }

    package var last: Height { first.advanced(by: hashes.count - 1) }

    package subscript(height: Height) -> BlockHash? {
        guard height >= first, height <= last else { return nil }
        return hashes[Int(height.blocks(above: first))]
    }
}
