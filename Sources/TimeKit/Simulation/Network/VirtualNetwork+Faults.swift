internal import TimeModel
internal import TimeWire

/// What faults do when they begin and end, and how events are logged.
extension VirtualNetwork {
    mutating func begin(_ index: Int) {
        let fault = faults[index]
        record(.fault, text: "\(fault)")
        queue.push(.faultEnds(index), at: clock.nanoseconds + max(0, fault.duration.nanoseconds))
        switch fault.kind {
        case .block, .degrade:
            activeFaults.append(index)
            adjustLinks(of: fault)
        case .halfOpen(let address, let other, let resetAfter):
            guard let host = hostIndex[address] else { return }
            halveConnections(of: host, towards: other.flatMap { hostIndex[$0] }, resetAfter: resetAfter)
        case .clockStep(let address, let seconds): change(address) { $0.clockOffset += seconds }
        case .pause(let address): change(address) { $0.pauses += 1 }
        case .crash(let address, let isPowerLoss):
            guard let host = hostIndex[address] else { return }
            crash(host, isPowerLoss: isPowerLoss)
        }
    }

    mutating func end(_ index: Int) {
        let fault = faults[index]
        record(.faultEnds, text: "\(fault)")
        switch fault.kind {
        case .block, .degrade:
            activeFaults.removeAll { $0 == index }
            adjustLinks(of: fault)
        case .halfOpen: break
        case .clockStep(let address, let seconds): change(address) { $0.clockOffset -= seconds }
        case .pause(let address):
            guard let host = hostIndex[address] else { return }
            hosts[host].pauses -= 1
            resume(host)
        case .crash(let address, _):
            guard let host = hostIndex[address] else { return }
            hosts[host].crashes -= 1
            boot(host)
        }
    }

    private mutating func change(_ address: PeerAddress, _ body: (inout VirtualHost) -> Void) {
        if let host = hostIndex[address] { body(&hosts[host]) }
    }

    private mutating func adjustLinks(of fault: Fault) {
        guard let link = fault.link else { return }
        for index in sockets.indices where sockets[index].state != .free {
            let (from, to) = (sockets[index].host, sockets[index ^ 1].host)
            guard link.includes(from: hosts[from].address, to: hosts[to].address) else { continue }
            adjust(index, from: from, to: to)
        }
    }

    private mutating func halveConnections(of host: Int, towards other: Int?, resetAfter: Duration?) {
        for index in sockets.indices where sockets[index].host == host && sockets[index].state == .open {
            guard other == nil || sockets[index ^ 1].host == other else { continue }
            let id = ConnectionID(index: index, generation: sockets[index].generation)
            sockets[index ^ 1].vanishes = true
            if let resetAfter { queue.push(.breaks(id.otherEnd), at: clock.nanoseconds + resetAfter.nanoseconds) }
            breakOff(id)
        }
    }

    private mutating func crash(_ host: Int, isPowerLoss: Bool) {
        hosts[host].crashes += 1
        if isPowerLoss { hosts[host].isPowered = false }
        hosts[host].isRunning = false
        hosts[host].waiting.removeAll()
        for index in sockets.indices where sockets[index].host == host {
            let id = ConnectionID(index: index, generation: sockets[index].generation)
            switch sockets[index].state {
            case .free, .gone: continue
            case .opening:
                // The far end of somebody else's dial is still the kernel's.
                guard dialled.removeValue(forKey: id) != nil else { continue }
                if sockets[index ^ 1].state == .opening { sockets[index ^ 1].state = .gone }
            case .open: if !isPowerLoss { transmit(.reset, on: id) }
            }
            if isPowerLoss {
                sockets[index].inFlight.removeAll()
                sockets[index].held.removeAll()
            }
            leave(id)
        }
    }

    /// What came during the pause is handled now, one after the other.
    private mutating func resume(_ host: Int) {
        guard hosts[host].pauses == 0 else { return }
        let waiting = hosts[host].waiting
        hosts[host].waiting = []
        for event in waiting { hand(event, to: host) }
    }

    // MARK: Logging

    mutating func record(_ kind: EventRecord.Kind, at host: Int = -1, text: String) {
        log.record(EventRecord(nanoseconds: clock.nanoseconds, kind: kind, host: Int32(host), text: text))
    }

    mutating func record(_ event: SocketEvent, at host: Int) {
        var record = EventRecord(nanoseconds: clock.nanoseconds, kind: .tick, host: Int32(host))
        switch event {
        case .started: record.kind = .started
        case .tick: break
        // A tick that was asked for.
        case .woken: record.words.0 = 1
        case .accepted(let id, _): about(id, .accepted, &record)
        case .connected(let id, _): about(id, .connected, &record)
        case .dialFailed(let endpoint):
            record.kind = .dialFailed
            record.other = Int32(hostIndex[endpoint.address] ?? -1)
            record.words.0 = UInt64(endpoint.port)
        case .received(let id, let message):
            about(id, .received, &record)
            record.message = message.kind
            record.words = message.digestWords
        case .receivedGarbage(let id, let garbage):
            about(id, .garbage, &record)
            record.words.0 = UInt64(garbage.encodedSize)
        case .closed(let id): about(id, .closed, &record)
        case .timedOut(let id): about(id, .timedOut, &record)
        }
        log.record(record)
    }

    private func about(_ id: ConnectionID, _ kind: EventRecord.Kind, _ record: inout EventRecord) {
        record.kind = kind
        record.connection = id.rawValue
        record.other = Int32(sockets[id.otherEnd.index].host)
    }
}
