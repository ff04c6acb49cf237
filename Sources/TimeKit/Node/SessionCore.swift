package import TimeChain
package import TimeModel
package import TimePeers
package import TimeWire

/// What one session decides, with what it tells the node of it: a pure state machine, the same in the daemon and in the
/// simulation.
package struct SessionCore: Sendable {
    package enum Effect: Sendable {
        case send(Message)
        /// Look this up and answer on the same connection.
        case serve(PeerSession.Query)
        /// The handshake is complete; the build number is a peer's that dialled us.
        case established(build: UInt32?)
        case report(SessionReport)
        /// Blocks to be hashed and reported, as an answer to this request.
        case blocks([EncodedBlock], answering: BlockRequest)
        case note(SessionNote)
        /// The last effect of a session.
        case close(SessionEnd)
    }

    private var session: PeerSession
    private var liveness: Liveness
    private var slowness = 1
    private var reportedHeard: Moment
    private var reportedSuspicion = 0.0
    private let extendsPatience: Bool
    private let times: LivenessTimes

    /// - Parameters:
    ///   - extendsPatience: Whether kept peers have longer to answer.
    ///   - roundTrips: Those of earlier sessions with the peer.
    package init(
        _ configuration: PeerSession.Configuration, extendsPatience: Bool = true, times: LivenessTimes = .standard,
        roundTrips: RoundTripHistogram = RoundTripHistogram(), nonces: any RandomNumberGenerator & Sendable,
        at now: Moment
    ) {
        var configuration = configuration
        configuration.pingInterval = times.pingInterval
        session = PeerSession(configuration, nonces: nonces)
        reportedHeard = now
        self.extendsPatience = extendsPatience
        self.times = times
        liveness = Liveness(
            patience: Patience(
                isKept: configuration.leniency.keepsTrust, extendsPatience: extendsPatience, times: times),
            roundTrips: roundTrips, at: now)
    }

    /// All round trips with the peer, of this session and earlier ones.
    package var roundTrips: RoundTripHistogram { liveness.roundTrips }

    package mutating func handle(_ event: PeerSession.Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        var effects: [Effect] = []
        if case .received = event { effects += live(.received, at: now) }
        for effect in session.handle(event, at: now, wallClock: wallClock) {
            switch effect {
            case .send(.ping): effects += live(.pingSent, at: now)
            case .roundTrip(let time):
                effects += live(.pong(roundTrip: time), at: now)
                if case .received(.pong(let pong)) = event {
                    // The pong was written half a round trip ago.
                    let ahead = Double(pong.timestamp.seconds(since: wallClock)) + time / .seconds(2)
                    effects.append(.report(.clock(ahead: ahead)))
                }
            case .latePong(let time): effects += live(.pong(roundTrip: time), at: now)
            default: break
            }
            if case .note(.repeatedHandshake) = effect { effects.append(.report(.repeatedHandshake)) }
            if let effect = Self.effect(effect) { effects.append(effect) }
        }
        guard session.isEstablished else { return effects }
        effects += live(.transfer(isInFlight: session.isAwaitingBlocks), at: now)
        if case .tick = event {
            effects += live(.tick(factor: slowness), at: now)
            let suspicion = liveness.suspicion
            if abs(suspicion - reportedSuspicion) >= NodeLimits.suspicionStep || suspicion == 0 && reportedSuspicion > 0
            {
                reportedSuspicion = suspicion
                effects.append(.report(.suspicion(suspicion)))
            }
            if let heard = session.lastReceived, heard - reportedHeard >= NodeLimits.heartbeatReportInterval {
                reportedHeard = heard
                effects.append(.report(.heard(at: heard)))
            }
        }
        return effects
    }

    private mutating func live(_ event: Liveness.Event, at now: Moment) -> [Effect] {
        liveness.handle(event, at: now)
            .flatMap { effect -> [Effect] in
                switch effect {
                case .roundTrip(let time, let isLate):
                    [.report(.roundTrip(time, all: liveness.roundTrips))]
                        + (isLate ? [.report(.latePong(time))] : [])
                case .missedPing(let count): [.report(.missedPing(inARow: count))]
                case .health(let health): [.report(.health(health))]
                case .close(let verdict): [.close(.unresponsive(verdict))]
                case .resetAndAlert(let verdict): [.report(.unresponsive(verdict))]
                case .moveBlockRequests: []
                }
            }
    }

    /// Does what the node asks of its session.
    package mutating func obey(_ command: SessionCommand, at now: Moment, wallClock: UnixTime) -> [Effect] {
        switch command {
        case .askTip:
            return handle(.send(.getChainTip), at: now, wallClock: wallClock)
        case .askMasternodes:
            return handle(.send(.getMasternodes), at: now, wallClock: wallClock)
        case .askHash(let height):
            return handle(.send(.getBlockHash(height)), at: now, wallClock: wallClock)
        case .announce(let height):
            return handle(.send(.blockInventory(height)), at: now, wallClock: wallClock)
        case .relay(let claim):
            return handle(.relay(claim), at: now, wallClock: wallClock)
        case .request(let request):
            let effects = handle(.send(request.message), at: now, wallClock: wallClock)
            let isSent = effects.contains { if case .send(request.message) = $0 { true } else { false } }
            return effects + (isSent ? [] : [.report(.notSent(request))])
        case .localTip(let tip):
            return handle(.localTip(tip), at: now, wallClock: wallClock)
        case .leniency(let leniency):
            _ = liveness.handle(
                .patience(Patience(isKept: leniency.keepsTrust, extendsPatience: extendsPatience, times: times)),
                at: now)
            return handle(.leniency(leniency), at: now, wallClock: wallClock)
        case .slowness(let factor):
            slowness = factor
            return []
        case .close(let end):
            return [.close(end)]
        }
    }

    private static func effect(_ effect: PeerSession.Effect) -> Effect? {
        switch effect {
        case .send(let message): .send(message)
        case .serve(let query): .serve(query)
        case .established(let build): .established(build: build)
        case .peerTip(let height, let hash): .report(.tip(height: height, hash: hash))
        case .blocks(let blocks, _, let request): request?.blockRequest.map { .blocks(blocks, answering: $0) }
        case .blockHash(let height, let hash): .report(.blockHash(height: height, hash: hash))
        case .announced(let claim): .report(.announced(claim))
        case .masternodes(let list): .report(.masternodes(list))
        case .visibleMasternodes(let addresses): .report(.visibleMasternodes(addresses))
        case .close(let reason): .close(.closedBySession(reason))
        case .note(let note): .note(note)
        case .peerAnnouncedHeight, .peers, .roundTrip, .latePong, .missedPing: nil
        }
    }
}

/// What a session tells its node.
package enum SessionReport: Sendable {
    case tip(height: Height, hash: BlockHash)
    case blocks([PreparedBlock], answering: BlockRequest)
    /// The peer's block at a height; nil if it has none there.
    case blockHash(height: Height, hash: BlockHash?)
    /// The request was not sent, since it would have broken a limit of the peer's.
    case notSent(BlockRequest)
    /// The peer is there: when its last message came. Not for every message.
    case heard(at: Moment)
    /// A masternode announces itself, or the peer passes that on.
    case announced(MasternodeClaim)
    /// What the peer answers when asked for masternodes.
    case masternodes([MasternodeAnnouncementData])
    /// The addresses of masternodes that the peer says to see.
    case visibleMasternodes([String])
    /// A second handshake, which nobody's software sends.
    case repeatedHandshake
    case missedPing(inARow: Int)
    /// A pong came; with it all round trips with the peer, of this session and earlier ones.
    case roundTrip(Duration, all: RoundTripHistogram)
    /// It had been missed: the peer is slow, but there.
    case latePong(Duration)
    /// How far the peer's clock is ahead of ours, in seconds.
    case clock(ahead: Double)
    case health(PeerHealth)
    /// How unlikely the peer's silence is, when that has changed.
    case suspicion(Double)
    /// A kept peer is silent beyond all patience; its session stays.
    case unresponsive(Liveness.Unresponsive)
}

extension Message {
    /// The range that this message asks for, if it is one of the downloader's requests.
    fileprivate var blockRequest: BlockRequest? {
        switch self {
        case .getBlocks(let start, let end) where start <= end: BlockRequest(range: start...end, kind: .getBlocks)
        case .getBlockRange(let start, let end) where start <= end:
            BlockRequest(range: start...end, kind: .getBlockRange)
        default: nil
        }
    }
}
