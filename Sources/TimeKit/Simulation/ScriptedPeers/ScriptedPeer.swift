package import TimeModel
internal import TimeWire

/// A peer that keeps to the protocol but for one thing that it does on purpose. Its chain is the ledger as far as it is
/// due.
package struct ScriptedPeer: SimulatedProgram {
    package enum Behaviour: Hashable, Sendable {
        case regular
        /// Accepts connections and never says anything.
        case silent
        /// Says nothing any more, so long after a session has begun.
        case mute(after: Duration)
        /// Its pongs take so long.
        case late(Duration)
        /// Answers for so few blocks, and so long after the last answer.
        case throttling(blocks: Int, every: Duration)
        /// Its tip is so much higher than any block it has.
        case lyingAboutHeight(ahead: Int)
        case wrongGenesis
        /// Announces a frame above 8 MiB, so long after a session has begun.
        case oversizeFrame(after: Duration)
        /// Closes all its connections this often, as a node does that is restarted again and again.
        case restarting(every: Duration)
    }

    struct Session: Sendable {
        let began: Moment
        var core: PeerSession
    }

    private struct Delayed {
        let due: Moment
        let id: ConnectionID
        let message: Message
    }

    package let behaviour: Behaviour
    private(set) var ledger: SimulatedLedger
    /// Chains that it goes over to, and when.
    private var later: [(at: Moment, ledger: SimulatedLedger)]
    private let dials: [PeerEndpoint]
    private let seeds: SeededGenerator
    private var sessions = ConnectionTable<Session>()
    private var redialler: Redialler
    private var delayed: [Delayed] = []
    private var lastAnswer = Moment.start
    private var nextRestart: Moment?
    package private(set) var established = 0
    /// Connections that the other side ended.
    package private(set) var closedByOthers = 0
    package private(set) var blocksServed = 0

    /// - Parameter dials: Whom it dials, again and again.
    package init(
        _ behaviour: Behaviour, ledger: SimulatedLedger, later: [(at: Moment, ledger: SimulatedLedger)] = [],
        dials: [PeerEndpoint] = [], seed: UInt64
    ) {
        self.behaviour = behaviour
        self.ledger = ledger
        self.later = later.sorted { $0.at < $1.at }
        self.dials = dials
        redialler = Redialler(dials)
        seeds = SeededGenerator(seed: seed).stream("scripted peer")
    }

    package mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction] {
        while let next = later.first, next.at <= now {
            ledger = next.ledger
            later.removeFirst()
        }
        switch event {
        case .started:
            sessions.removeAll()
            delayed.removeAll()
            redialler = Redialler(dials)
            return []
        case .tick: return tick(at: now, wallClock)
        case .woken: return []
        case .accepted(let id, let address): return begin(id, with: address, .listener, at: now, wallClock)
        case .connected(let id, let endpoint):
            redialler.connected(id, to: endpoint)
            return begin(id, with: endpoint.address, .dialer, at: now, wallClock)
        case .dialFailed(let endpoint): redialler.failed(endpoint, at: now)
        case .received(let id, let message): return feed(.received(message), to: id, at: now, wallClock)
        case .receivedGarbage(let id, .noise): return feed(.received(.unknownMessage), to: id, at: now, wallClock)
        case .receivedGarbage(let id, .oversizeFrame(let length)):
            return feed(.undecodableFrame(.tooLarge(Int(length))), to: id, at: now, wallClock)
        case .closed(let id), .timedOut(let id):
            closedByOthers += 1
            forget(id, at: now)
        }
        return []
    }

    package var sessionCount: Int { sessions.count }

    // MARK: Sessions

    private func tip(_ wallClock: UnixTime) -> PeerSession.LocalTip {
        let height = ledger.height(at: wallClock, delay: SimulationLimits.blockDelay)
        return PeerSession.LocalTip(height: height, hash: ledger.hash(at: height) ?? .zero, isSyncing: false)
    }

    private mutating func begin(
        _ id: ConnectionID, with address: PeerAddress, _ role: PeerSession.Role, at now: Moment, _ wallClock: UnixTime
    ) -> [SocketAction] {
        let core = PeerSession(
            PeerSession.Configuration(network: ledger.network, role: role, remote: address),
            nonces: seeds.stream("nonces", id.rawValue))
        sessions.insert(Session(began: now, core: core), for: id)
        return feed(.opened(tip(wallClock)), to: id, at: now, wallClock)
    }

    private mutating func forget(_ id: ConnectionID, at now: Moment) {
        sessions.remove(id)
        redialler.ended(id, at: now)
    }

    private mutating func feed(
        _ event: PeerSession.Event, to id: ConnectionID, at now: Moment, _ wallClock: UnixTime
    ) -> [SocketAction] {
        guard let position = sessions.position(of: id) else { return [] }
        var actions: [SocketAction] = []
        for effect in sessions[position].core.handle(event, at: now, wallClock: wallClock) {
            switch effect {
            case .send(let message): send(message, on: id, at: now, &actions)
            case .serve(let query): serve(query, on: id, at: now, wallClock, &actions)
            case .established: established += 1
            case .close:
                actions.append(.close(id))
                forget(id, at: now)
            default: break
            }
        }
        return actions
    }

    private mutating func serve(
        _ query: PeerSession.Query, on id: ConnectionID, at now: Moment, _ wallClock: UnixTime,
        _ actions: inout [SocketAction]
    ) {
        let tip = tip(wallClock).height
        let answer: Message? =
            switch query {
            case .masternodes: .masternodesResponse([])
            case .blocks(let start, let end): .blocksResponse(stored(start, end, tip: tip))
            case .blockRange(let start, let end): .blockRangeResponse(stored(start, end, tip: tip))
            case .block(let height): stored(height, height, tip: tip).first.map { .blockResponse($0) }
            case .blockHash(let height), .consensus(let height, _):
                query.answer(blockHash: height <= tip ? ledger.hash(at: height) : nil)
            case .peers: .peerExchange([])
            }
        if let answer { send(answer, on: id, at: now, &actions) }
    }

    private mutating func stored(_ start: Height, _ end: Height, tip: Height) -> [EncodedBlock] {
        guard let heights = BlockServing.heights(start: start, end: end, tip: tip) else { return [] }
        var blocks = ledger.blocks[Int(heights.lowerBound.rawValue)...Int(heights.upperBound.rawValue)]
        if case .throttling(let count, _) = behaviour { blocks = blocks.prefix(count) }
        blocksServed += blocks.count
        return Array(blocks)
    }

    // MARK: What it does on purpose

    private mutating func send(
        _ message: Message, on id: ConnectionID, at now: Moment, _ actions: inout [SocketAction]
    ) {
        switch (behaviour, message) {
        case (.silent, _): return
        case (.mute(let delay), _):
            guard let position = sessions.position(of: id), now - sessions[position].began < delay else { return }
            actions.append(.send(id, message))
        case (.late(let delay), .pong):
            delayed.append(Delayed(due: now + delay, id: id, message: message))
        case (.throttling(_, let interval), .blocksResponse), (.throttling(_, let interval), .blockRangeResponse):
            lastAnswer = max(lastAnswer, now) + interval
            delayed.append(Delayed(due: lastAnswer, id: id, message: message))
        case (.lyingAboutHeight(let ahead), .chainTipResponse(let height, _)):
            let hash = BlockHash(Hash256(Array(repeating: 0xEE, count: Hash256.byteCount)) ?? .zero)
            actions.append(.send(id, .chainTipResponse(height: height.advanced(by: ahead), hash: hash)))
        case (.wrongGenesis, .genesisHashResponse):
            let hash = BlockHash(Hash256(Array(repeating: 0xDD, count: Hash256.byteCount)) ?? .zero)
            actions.append(.send(id, .genesisHashResponse(hash)))
        default: actions.append(.send(id, message))
        }
    }

    private mutating func tick(at now: Moment, _ wallClock: UnixTime) -> [SocketAction] {
        var actions = redialler.due(at: now).map { SocketAction.dial($0) }
        let tip = tip(wallClock)
        for id in sessions.ids {
            actions += feed(.localTip(tip), to: id, at: now, wallClock)
            actions += feed(.tick, to: id, at: now, wallClock)
        }
        flush(at: now, &actions)
        switch behaviour {
        case .oversizeFrame(let delay):
            for id in sessions.ids {
                guard let position = sessions.position(of: id), sessions[position].core.isEstablished,
                    now - sessions[position].began >= delay
                else { continue }
                actions.append(.sendGarbage(id, .oversizeFrame(length: UInt32(Frame.maximumPayloadSize) + 1)))
            }
        case .restarting(let interval):
            guard now >= nextRestart ?? (now + interval) else {
                nextRestart = nextRestart ?? now + interval
                break
            }
            nextRestart = now + interval
            for id in sessions.ids {
                actions.append(.close(id))
                forget(id, at: now)
            }
        default: break
        }
        return actions
    }

    private mutating func flush(at now: Moment, _ actions: inout [SocketAction]) {
        guard delayed.contains(where: { $0.due <= now }) else { return }
        for entry in delayed where entry.due <= now && sessions.position(of: entry.id) != nil {
            actions.append(.send(entry.id, entry.message))
        }
        delayed.removeAll { $0.due <= now }
    }
}
