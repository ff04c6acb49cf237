public import TimeModel
public import TimePeers
import TimeTransport
import TimeWire

extension ProbeCore {
    mutating func receive(_ input: PeerInput, at now: Moment, wallClock: UnixTime) -> [Effect] {
        switch input {
        case .oversizeFrame(let size): return fail(.oversizeFrame, at: now, detail: "it announced \(size) bytes")
        case .truncatedFrame(let missing):
            return fail(.truncatedFrame, at: now, detail: "\(missing) bytes were missing")
        case .message(let message): return receive(message, at: now, wallClock: wallClock)
        }
    }

    private mutating func receive(_ message: Message, at now: Moment, wallClock: UnixTime) -> [Effect] {
        if case .pong(let pong) = message { pings.received(pong, at: now, wallClock: wallClock) }
        var effects = session?.handle(.received(message), at: now, wallClock: wallClock) ?? []
        if effects.contains(where: { if case .established = $0 { true } else { false } }) {
            establish(at: now)
            effects += session?.handle(.send(.getChainTip), at: now, wallClock: wallClock) ?? []
        }
        var result: [Effect] = []
        for effect in effects {
            switch effect {
            case .send(let answer): result.append(.send(answer))
            case .serve(let query): result += serve(query)
            case .close(let reason): return result + closed(reason, at: now)
            case .note(.undecodable): undecodable += 1
            case .note(.overLimit): overLimit += 1
            case .note(.peerBuild(let build)), .established(build: let build?): report.build = build
            default: break
            }
        }
        if overLimit > NodeLimits.probeFlood {
            return result + fail(.flood, at: now, detail: "\(overLimit) messages beyond the limits")
        }
        if case .awaitingHandshake = phase, undecodable >= NodeLimits.probeGarbage {
            return fail(.garbage, at: now, detail: "\(undecodable) frames, none a message of this protocol")
        }
        hear(message, at: now, wallClock: wallClock)
        if phase == .asking, report.step(.tip) != nil, report.step(.genesis) != nil {
            result += startPinging(at: now, wallClock: wallClock)
        } else if phase == .pinging, pings.isComplete {
            result += finishPinging(at: now)
        }
        return result
    }

    private mutating func establish(at now: Moment) {
        report.set(ProbeStep(.handshake, .passed, after: now - since, detail: "accepted"))
        enter(.asking, at: now)
        established = now
    }

    /// What tells of genesis and tip.
    private mutating func hear(_ message: Message, at now: Moment, wallClock: UnixTime) {
        switch message {
        case .genesisHashResponse(let hash), .blockHashResponse(height: .genesis, let hash?):
            guard phase == .asking || phase == .pinging, report.step(.genesis) == nil else { return }
            report.set(
                ProbeStep(
                    .genesis, .passed, after: now - established, detail: hash.isZero ? "it has none yet" : "ours"))
        case .chainTipResponse(let height, let hash):
            guard phase == .asking, report.step(.tip) == nil else { return }
            let expected = parameters.expectedHeight(at: wallClock)
            report.judge(ProbeReport.Tip(height: height, hash: hash, expected: expected), after: now - established)
        default: break
        }
    }

    private mutating func closed(_ reason: CloseReason, at now: Moment) -> [Effect] {
        let fault: ProbeFault
        var layer: ProbeLayer?
        switch reason {
        case .refusedAsOutdated: fault = .refusedAsOutdated
        case .wrongNetwork:
            fault = .wrongNetwork
            layer = .handshake
        case .wrongGenesis:
            fault = .wrongGenesis
            layer = .genesis
        case .brokenFrame: fault = .oversizeFrame
        case .refusedInSilence: fault = .refusedInSilence
        default: fault = .garbage
        }
        return fail(fault, in: layer, at: now, detail: "\(reason)")
    }

    /// What only a node can tell: we have no blocks, and know nobody.
    private func serve(_ query: PeerSession.Query) -> [Effect] {
        switch query {
        case .blocks: [.send(.blocksResponse([]))]
        case .blockRange: [.send(.blockRangeResponse([]))]
        case .peers: [.send(.peerExchange([]))]
        case .masternodes: [.send(.masternodesResponse([]))]
        case .block: []
        case .blockHash, .consensus: query.answer(blockHash: nil).map { [.send($0)] } ?? []
        }
    }

    mutating func ended(at now: Moment) -> [Effect] {
        switch phase {
        case .awaitingHandshake(nudged: true):
            return fail(.refusedInSilence, at: now, detail: "it closed upon a message after the handshake")
        case .awaitingHandshake(nudged: false):
            return fail(.closedInSilence, at: now, detail: "it closed after our handshake, without a message")
        default: return fail(.brokenOff, at: now, detail: "it closed the connection")
        }
    }

    mutating func stop(at now: Moment) -> [Effect] {
        switch phase {
        case .pinging: return finishPinging(at: now, isBrokenOff: true)
        case .asking, .awaitingHandshake: return close(at: now)
        default:
            phase = .over
            return []
        }
    }

    // MARK: Pings

    mutating func startPinging(at now: Moment, wallClock: UnixTime) -> [Effect] {
        enter(.pinging, at: now)
        pings.next = now
        return ping(at: now, wallClock: wallClock)
    }

    mutating func ping(at now: Moment, wallClock: UnixTime) -> [Effect] {
        guard pings.isSending else {
            guard pings.isComplete || now >= pings.patienceEnd else { return [] }
            return finishPinging(at: now)
        }
        guard now >= pings.next else { return [] }
        return [.send(.ping(pings.make(at: now, wallClock: wallClock)))]
    }

    private mutating func finishPinging(at now: Moment, isBrokenOff: Bool = false) -> [Effect] {
        settleOpenLayers(at: now, isBrokenOff: isBrokenOff)
        return close(at: now)
    }

    /// Puts down what is known of the layers that are still open.
    mutating func settleOpenLayers(at now: Moment, isBrokenOff: Bool) {
        if report.step(.handshake)?.outcome == .passed, !isBrokenOff {
            if report.step(.genesis) == nil {
                report.set(
                    ProbeStep(.genesis, .noGenesisAnswer, after: now - established, detail: "no answer in time"))
            }
            if report.step(.tip) == nil {
                report.set(ProbeStep(.tip, .noTip, after: now - established, detail: "no answer in time"))
            }
        }
        guard phase == .pinging else { return }
        let previous = report.step(.ping)
        report.judge(pings.statistics(isBrokenOff: isBrokenOff), after: now - since)
        // That the peer broke off weighs more than what its pongs told.
        if let previous, previous.outcome == .failed { report.set(previous) }
    }

    /// The report as it would be if the probe ended now; pings that are under way count neither way.
    public func snapshot(at now: Moment) -> ProbeReport {
        guard phase == .pinging else { return report }
        var report = report
        report.judge(pings.statistics(at: now), after: now - since)
        return report
    }
}
