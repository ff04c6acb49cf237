internal import DequeModule
internal import TimeModel
internal import TimeWire

/// How what is sent gets to the other end, or doesn't.
extension VirtualNetwork {
    mutating func send(_ segment: VirtualSocket.Segment, on id: ConnectionID, of host: Int) {
        // A program may not have heard yet that the connection is gone.
        guard isCurrent(id), sockets[id.index].host == host, sockets[id.index].state == .open else { return }
        transmit(segment, on: id)
    }

    mutating func transmit(_ segment: VirtualSocket.Segment, on id: ConnectionID) {
        guard !sockets[id.index].vanishes else { return }
        let isBlocked = sockets[id.index].blocks > 0
        // Acknowledgements come the other way.
        if isBlocked || sockets[id.otherEnd.index].blocks > 0 { expectNoAcknowledgement(id) }
        guard !isBlocked else { return sockets[id.index].held.append(segment) }
        put(segment, on: id, notBefore: clock.nanoseconds)
    }

    private mutating func put(_ segment: VirtualSocket.Segment, on id: ConnectionID, notBefore start: Int64) {
        let bytes = segment.size
        let arrival = sockets[id.index].arrival(bytes: bytes, notBefore: start)
        sockets[id.index].inFlight.append(segment)
        queue.push(.deliver(id), at: arrival)
    }

    mutating func deliver(_ id: ConnectionID) {
        guard isCurrent(id), let segment = sockets[id.index].inFlight.popFirst() else { return }
        let target = id.otherEnd
        let host = sockets[target.index].host
        guard sockets[target.index].state == .open else { return bounce(segment, id) }
        if sockets[target.index].blocks == 0 { sockets[id.index].unacknowledgedSince = nil }
        switch segment {
        case .message(let message): hand(.received(target, message), to: host)
        case .garbage(let garbage): hand(.receivedGarbage(target, garbage), to: host)
        case .end, .reset: breakOff(target)
        }
    }

    /// What arrives at no connection is answered by a reset, unless the machine is off.
    private mutating func bounce(_ segment: VirtualSocket.Segment, _ id: ConnectionID) {
        switch segment {
        case .message, .garbage: break
        case .end, .reset: return
        }
        let target = id.otherEnd
        guard sockets[target.index].state == .gone, sockets[id.index].state == .open else { return }
        guard hosts[sockets[target.index].host].isPowered else { return expectNoAcknowledgement(id) }
        transmit(.reset, on: target)
    }

    // MARK: Acknowledgements

    private mutating func expectNoAcknowledgement(_ id: ConnectionID) {
        guard sockets[id.index].state == .open, sockets[id.index].unacknowledgedSince == nil else { return }
        sockets[id.index].unacknowledgedSince = clock.nanoseconds
        queue.push(.giveUp(id), at: clock.nanoseconds + SimulationLimits.unacknowledgedAtMost.nanoseconds)
    }

    mutating func giveUp(_ id: ConnectionID) {
        guard isCurrent(id), let since = sockets[id.index].unacknowledgedSince else { return }
        let due = since + SimulationLimits.unacknowledgedAtMost.nanoseconds
        guard due <= clock.nanoseconds else { return }
        breakOff(id, isTimeout: true)
    }

    // MARK: Faults of links

    /// Sets what the faults in force make of the link from this end to the other.
    mutating func adjust(_ index: Int, from: Int, to: Int) {
        var profile = profile(from: from, to: to)
        var blocks = 0
        let (sender, receiver) = (hosts[from].address, hosts[to].address)
        for fault in activeFaults {
            switch faults[fault].kind {
            case .block(let link) where link.includes(from: sender, to: receiver): blocks += 1
            case .degrade(let link, let change) where link.includes(from: sender, to: receiver):
                profile.degrade(by: change)
            default: break
            }
        }
        sockets[index].timing = LinkTiming(profile)
        let wasBlocked = sockets[index].blocks > 0
        sockets[index].blocks = blocks
        let id = ConnectionID(index: index, generation: sockets[index].generation)
        if blocks > 0, !wasBlocked { sockets[index].blockedSince = clock.nanoseconds }
        if blocks == 0, wasBlocked { release(id) }
    }

    private func profile(from: Int, to: Int) -> LinkProfile {
        var profile = profile
        guard profile.jitter > .zero else { return profile }
        var distance = seeds.stream("distance", UInt64(min(from, to)), UInt64(max(from, to)))
        profile.latency = profile.latency / 2 + profile.latency * Int(distance.below(201)) / 100
        return profile
    }

    /// The link is back, which the sender finds out with its next retransmission.
    private mutating func release(_ id: ConnectionID) {
        let now = clock.nanoseconds
        let longest = min(
            now - sockets[id.index].blockedSince, SimulationLimits.longestRetransmission.nanoseconds)
        let start = now + Int64(sockets[id.index].generator.below(UInt64(clamping: longest) + 1))
        // The other direction's acknowledgements come with it, so its own clock runs no more.
        if sockets[id.otherEnd.index].blocks == 0 {
            sockets[id.otherEnd.index].unacknowledgedSince = nil
            if sockets[id.index].held.isEmpty { sockets[id.index].unacknowledgedSince = nil }
        }
        while let segment = sockets[id.index].held.popFirst() { put(segment, on: id, notBefore: start) }
    }
}

extension VirtualSocket.Segment {
    var size: Int {
        switch self {
        case .message(let message): message.frameSize
        case .garbage(let garbage): garbage.encodedSize
        case .end, .reset: 0
        }
    }
}

extension VirtualSocket {
    /// When what is sent now, or not before `start`, is there: after everything that was sent before it.
    mutating func arrival(bytes: Int, notBefore start: Int64) -> Int64 {
        busyUntil = max(busyUntil, start) + timing.busy(bytes: bytes, &generator)
        lastArrival = max(lastArrival, busyUntil + timing.delay(bytes: bytes, &generator))
        return lastArrival
    }
}
