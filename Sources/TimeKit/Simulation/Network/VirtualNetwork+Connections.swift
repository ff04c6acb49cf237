internal import TimeModel
internal import TimeWire

/// How connections come about and end.
extension VirtualNetwork {
    func isCurrent(_ id: ConnectionID) -> Bool {
        sockets.indices.contains(id.index) && sockets[id.index].generation == id.generation
            && sockets[id.index].state != .free
    }

    func receiver(of id: ConnectionID) -> Int { sockets[id.otherEnd.index].host }

    // MARK: Dialling

    mutating func dial(_ endpoint: PeerEndpoint, from host: Int) {
        // Nobody's address, or a number that no program should come to: it is as if nothing answered.
        let target = hostIndex[endpoint.address] ?? host
        let id = makePair(dialler: host, listener: target)
        dialled[id] = endpoint
        let now = clock.nanoseconds
        queue.push(.dialExpires(id), at: now + SimulationLimits.dialTimeout.nanoseconds)
        if target != host { sendDial(id, attempt: 0) }
    }

    /// Sends the dial's first packet; a lost one goes out again until the dial expires.
    private mutating func sendDial(_ id: ConnectionID, attempt: Int) {
        var at = clock.nanoseconds
        var attempt = attempt
        while sockets[id.index].generator.chance(sockets[id.index].timing.loss) {
            at += SimulationLimits.firstDialRetry.nanoseconds << min(attempt, 8)
            attempt += 1
        }
        queue.push(.dialArrives(id, attempt: attempt), at: at + travel(id))
    }

    private mutating func travel(_ id: ConnectionID) -> Int64 {
        sockets[id.index].timing.travel(&sockets[id.index].generator)
    }

    mutating func dialArrives(_ id: ConnectionID, attempt: Int) {
        guard isCurrent(id), sockets[id.index].state == .opening else { return }
        let other = id.otherEnd
        let host = sockets[other.index].host
        guard sockets[id.index].blocks == 0, sockets[other.index].blocks == 0, hosts[host].isPowered else {
            let retry = SimulationLimits.firstDialRetry.nanoseconds << min(attempt, 8)
            queue.push(.dialArrives(id, attempt: attempt + 1), at: clock.nanoseconds + retry)
            return
        }
        let isAccepted = hosts[host].isRunning && hosts[host].port != nil && hosts[host].port == dialled[id]?.port
        let answered = clock.nanoseconds + travel(other)
        queue.push(.dialAnswered(id, isAccepted: isAccepted), at: answered)
        guard isAccepted else { return }
        sockets[other.index].state = .open
        // What the listener says arrives after the dialler knows that it is connected.
        sockets[other.index].lastArrival = answered
        hand(.accepted(other, from: hosts[sockets[id.index].host].address), to: host)
    }

    mutating func dialAnswered(_ id: ConnectionID, isAccepted: Bool) {
        guard isCurrent(id), sockets[id.index].state == .opening else { return }
        guard isAccepted else { return failDial(id) }
        guard let endpoint = dialled.removeValue(forKey: id) else { return }
        sockets[id.index].state = .open
        hand(.connected(id, to: endpoint), to: sockets[id.index].host)
    }

    mutating func failDial(_ id: ConnectionID) {
        guard let endpoint = dialled.removeValue(forKey: id) else { return }
        let host = sockets[id.index].host
        if sockets[id.otherEnd.index].state == .opening { sockets[id.otherEnd.index].state = .gone }
        leave(id)
        hand(.dialFailed(endpoint), to: host)
    }

    private mutating func makePair(dialler: Int, listener: Int) -> ConnectionID {
        connectionsMade += 1
        let index: Int
        if let free = freePairs.popLast() {
            index = free
        } else {
            index = sockets.count
            sockets.append(makeSocket(from: dialler, to: listener))
            sockets.append(makeSocket(from: listener, to: dialler))
        }
        for (place, (from, to)) in [(index, (dialler, listener)), (index + 1, (listener, dialler))] {
            let generation = sockets[place].generation &+ 1
            sockets[place] = makeSocket(from: from, to: to)
            sockets[place].generation = generation
            adjust(place, from: from, to: to)
        }
        return ConnectionID(index: index, generation: sockets[index].generation)
    }

    private func makeSocket(from: Int, to: Int) -> VirtualSocket {
        VirtualSocket(
            host: from, generator: seeds.stream("link", UInt64(from), UInt64(to), connectionsMade),
            timing: LinkTiming(profile))
    }

    // MARK: Ending

    /// The program closes its end.
    mutating func close(_ id: ConnectionID, of host: Int) {
        guard isCurrent(id), sockets[id.index].host == host, sockets[id.index].state == .open else { return }
        transmit(.end, on: id)
        leave(id)
    }

    /// The connection ends for this end, which hears of it.
    mutating func breakOff(_ id: ConnectionID, isTimeout: Bool = false) {
        guard sockets[id.index].state == .open else { return }
        let host = sockets[id.index].host
        leave(id)
        hand(isTimeout ? .timedOut(id) : .closed(id), to: host)
    }

    /// The end is gone; the pair is free once both are and nothing is under way to tell of it.
    mutating func leave(_ id: ConnectionID) {
        sockets[id.index].state = .gone
        free(id)
    }

    private mutating func free(_ id: ConnectionID) {
        let first = id.index & ~1
        guard sockets[first].state == .gone, sockets[first + 1].state == .gone else { return }
        for index in [first, first + 1] {
            sockets[index].state = .free
            sockets[index].inFlight.removeAll()
            sockets[index].held.removeAll()
        }
        freePairs.append(first)
    }
}
