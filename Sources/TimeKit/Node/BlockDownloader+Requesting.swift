import TimeModel

/// Which ranges to ask of whom.
extension BlockDownloader {
    mutating func giveBack(_ range: ClosedRange<Height>) {
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

    mutating func collectStalls(at now: Moment) -> [Effect] {
        var effects: [Effect] = []
        var isNews = false
        asked = asked.filter { peers[$0]?.outstanding.isEmpty == false }
        // In an order that is the same in each run.
        for address in asked.sorted() {
            let rested = peers[address]?.isResting(at: now) == true
            for late in peers[address]?.stalled(at: now) ?? [] {
                isNews = isNews || !rested
                if !late.isHandedOver { giveBack(late.request.range) }
                effects.append(.stalled(address, late.request))
            }
        }
        // Requests that stall together do so for one reason.
        return isNews ? effects + countFailure(at: now) : effects
    }

    /// With nothing left to ask for, what the slow ones owe is asked of the fast: all wait for the lowest block.
    mutating func handOverLate(at now: Moment) {
        guard returned.isEmpty, nextUnrequested(through: target) == nil,
            peers.values.contains(where: { $0.canAsk(at: now) })
        else { return }
        let fastest = peers.values.compactMap(\.lastAnswerTime).min() ?? .zero
        let patience = max(fastest * NodeLimits.patienceOfFastest, NodeLimits.shortestPatience)
        asked = asked.filter { peers[$0]?.outstanding.isEmpty == false }
        for address in asked {
            for range in peers[address]?.handOver(after: patience, at: now) ?? [] { giveBack(range) }
        }
    }

    mutating func countFailure(at now: Moment) -> [Effect] {
        breaker.failed(at: now).map { [.circuitOpened(until: $0)] } ?? []
    }

    mutating func assign(at now: Moment) -> [Effect] {
        if planPace == nil { handOverLate(at: now) }
        guard !isProcessorBusy, breaker.end(at: now) == nil, !returned.isEmpty || unrequested <= target else {
            return []
        }
        var effects: [Effect] = []
        var idle = Set(peers.lazy.filter { $0.value.canAsk(at: now) }.map(\.key))
        if planPace != nil { idle = planSource(at: now).map { idle.intersection([$0]) } ?? [] }
        while let address = idle.min(by: isAskedBefore), let peer = peers[address] {
            let size = sizeAllowed(at: now)
            guard size > 0 else { break }
            guard peer.canAsk(at: now), let range = nextRange(for: peer, size: size) else {
                idle.remove(address)
                continue
            }
            if let request = peers[address]?.ask(for: range, behind: target.blocks(above: tip), at: now) {
                asked.insert(address)
                planPace?.asked(for: Int(range.upperBound.blocks(above: range.lowerBound)) + 1, at: now)
                effects.append(.request(address, request))
            }
        }
        return effects + wake(at: now)
    }

    /// Without it, requests that wait for nothing but a peer's limits would wait for the next tick.
    private mutating func wake(at now: Moment) -> [Effect] {
        guard planPace == nil, wakesAt.map({ $0 <= now }) ?? true, hasRoomToAsk,
            !returned.isEmpty || nextUnrequested(through: target) != nil
        else { return [] }
        let waiting = peers.values.filter { $0.tip > tip && !$0.isResting(at: now) && !$0.isFull }
        wakesAt = waiting.map(\.allowanceFrom).filter { $0 > now }.min()
        return wakesAt.map { [.wake(at: $0)] } ?? []
    }

    /// Work is spread; of peers that have as much of it the better source comes first.
    private func isAskedBefore(_ left: PeerAddress, _ right: PeerAddress) -> Bool {
        let loads = (peers[left]?.outstanding.count ?? 0, peers[right]?.outstanding.count ?? 0)
        return loads.0 != loads.1 ? loads.0 < loads.1 : isBetter(left, right)
    }

    func isBetter(_ left: PeerAddress, _ right: PeerAddress) -> Bool {
        let scores = (scores[left] ?? SourceScore(), scores[right] ?? SourceScore())
        return scores.0.isBetter(than: scores.1) || !scores.1.isBetter(than: scores.0) && left < right
    }

    /// The one peer that pacing `plan` asks: who owes something, else the best of those that have what is wanted; who left
    /// requests unanswered comes last.
    private func planSource(at now: Moment) -> PeerAddress? {
        let owing = peers.filter { !$0.value.outstanding.isEmpty }.keys.min()
        let sources = peers.filter { $0.value.tip > tip && !$0.value.isResting(at: now) }
        let reliable = sources.filter { !$0.value.hasStalled }
        return owing ?? (reliable.isEmpty ? sources : reliable).keys.min(by: isBetter)
    }

    /// Blocks in the next request at most; near the tip they are asked for singly.
    private mutating func sizeAllowed(at now: Moment) -> Int {
        let size = target.blocks(above: tip) <= NodeLimits.followingDistance ? 1 : NodeLimits.blocksPerRequest
        let isWaiting = peers.values.contains { !$0.outstanding.isEmpty }
        return min(size, planPace?.allowance(isWaiting: isWaiting, at: now) ?? size)
    }

    /// The lowest range that is still wanted and that the peer has.
    private mutating func nextRange(for peer: PeerLoad, size: Int) -> ClosedRange<Height>? {
        let last = min(target, peer.tip)
        while let range = returned.first {
            returned.removeFirst()
            guard let wanted = trimmed(range) else { continue }
            // With the buffer full only what the chain waits for is asked for.
            guard wanted.lowerBound <= last, hasRoomToAsk || wanted.lowerBound == tip.next else {
                giveBack(wanted)
                return nil
            }
            let end = min(wanted.upperBound, last, wanted.lowerBound.advanced(by: size - 1))
            if end < wanted.upperBound { giveBack(end.next...wanted.upperBound) }
            return wanted.lowerBound...end
        }
        guard hasRoomToAsk, let range = nextUnrequested(through: last, size: size) else { return nil }
        unrequested = range.upperBound.next
        return range
    }

    /// The next heights that nobody has been asked for, if the window takes them: a part of them would cost as much of the
    /// peers' limits as the whole.
    private func nextUnrequested(
        through last: Height, size: Int = NodeLimits.blocksPerRequest
    ) -> ClosedRange<Height>? {
        let end = min(last, unrequested.advanced(by: size - 1))
        guard unrequested <= end, end <= tip.advanced(by: NodeLimits.downloadWindow) else { return nil }
        return unrequested...end
    }

    var hasRoomToAsk: Bool { bufferedBytes < NodeLimits.bufferedBytes }

    /// What of a returned range is neither connected nor in hand at its ends.
    private func trimmed(_ range: ClosedRange<Height>) -> ClosedRange<Height>? {
        var first = max(range.lowerBound, tip.next)
        var last = range.upperBound
        while first <= last, arrivals[first] != nil || connecting[first] != nil { first = first.next }
        while first < last, arrivals[last] != nil || connecting[last] != nil { last = last.advanced(by: -1) }
        return first <= last ? first...last : nil
    }
}
