package import TimeModel
internal import TimeWire

/// A peer that behaves as the nodes of the live network do, with their limits, ladders and bans, and writes down
/// everything it would hold against anybody (`wire §7` to `§12`).
package struct UpstreamLikePeer: SimulatedProgram {
    struct Session: Sendable {
        enum Phase: Sendable {
            case awaitingHandshake
            case established
            /// Refused in the handshake: the socket stays open and silent, as measured.
            case ignored
        }

        let address: PeerAddress
        let isInbound: Bool
        let began: Moment
        var phase: Phase
        var limits = MessageLimits()
        var gate: FloodGate
        var requests = BlockRequestHistory()
        var nextPing: Moment
        var nextTipQuestion: Moment
        var pendingPings: [UInt64] = []
        var tip: Height?
        var lastAlert: Moment?
        var lastRequest: Moment?
    }

    package let address: PeerAddress
    let ledger: SimulatedLedger
    private let dials: [PeerEndpoint]
    private let blockDelay: Int64
    private var redialler: Redialler
    private var admission = UpstreamAdmission()
    private var nonces: SeededGenerator
    var record: UpstreamRecord
    var sessions = ConnectionTable<Session>()
    private var tip = Height.genesis
    package private(set) var established = 0
    package internal(set) var pongs = 0

    /// - Parameters:
    ///   - whitelist: Peers that it trusts, which its bans don't touch.
    ///   - dials: Whom it dials, again and again.
    ///   - blockDelay: Seconds after its slot began that a block is here.
    package init(
        address: PeerAddress, ledger: SimulatedLedger, whitelist: Set<PeerAddress> = [], dials: [PeerEndpoint] = [],
        blockDelay: Int64 = SimulationLimits.blockDelay, seed: UInt64
    ) {
        self.address = address
        self.ledger = ledger
        self.dials = dials
        self.blockDelay = blockDelay
        redialler = Redialler(dials)
        record = UpstreamRecord(whitelist: whitelist)
        nonces = SeededGenerator(seed: seed).stream("upstream nonces")
    }

    /// In the order in which they happened.
    package var incidents: [UpstreamIncident] { record.incidents }
    package var sessionCount: Int { sessions.count { $0.phase == .established } }

    package mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction] {
        tip = ledger.height(at: wallClock, delay: blockDelay)
        var turn = UpstreamTurn(now: now, wallClock: wallClock, tip: tip)
        switch event {
        case .started:
            sessions.removeAll()
            redialler = Redialler(dials)
        case .tick: tick(&turn)
        case .woken: break
        case .accepted(let id, let address): accept(id, address, &turn)
        case .connected(let id, let endpoint):
            redialler.connected(id, to: endpoint)
            open(id, endpoint.address, &turn)
        case .dialFailed(let endpoint): redialler.failed(endpoint, at: now)
        case .received(let id, let message): receive(message, on: id, &turn)
        case .receivedGarbage(let id, .noise): receive(.unknownMessage, on: id, &turn)
        case .receivedGarbage(let id, .oversizeFrame(let length)): receiveOversize(length, on: id, &turn)
        case .closed(let id), .timedOut(let id): forget(id, at: now)
        }
        return turn.actions
    }

    private mutating func tick(_ turn: inout UpstreamTurn) {
        for endpoint in redialler.due(at: turn.now)
        where !record.isBanned(endpoint.address, at: turn.now) {
            if sessions.contains(where: { $0.address == endpoint.address }) {
                redialler.failed(endpoint, at: turn.now)
            } else {
                turn.actions.append(.dial(endpoint))
            }
        }
        for id in sessions.ids { tick(id, &turn) }
    }

    private mutating func tick(_ id: ConnectionID, _ turn: inout UpstreamTurn) {
        guard let position = sessions.position(of: id) else { return }
        switch sessions[position].phase {
        case .ignored: return
        case .awaitingHandshake:
            guard turn.now - sessions[position].began >= WireLimits.handshakePatience else { return }
            record.handshakeViolation("no handshake", sessions[position].address, at: turn.now)
            close(id, &turn)
        case .established:
            if turn.now >= sessions[position].nextPing { ping(id, at: position, &turn) }
            if turn.now >= sessions[position].nextTipQuestion {
                sessions[position].nextTipQuestion = turn.now + .seconds(60)
                turn.send(.getChainTip, on: id)
            }
        }
    }

    private mutating func ping(_ id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn) {
        let nonce = nonces.next()
        sessions[position].nextPing = turn.now + WireLimits.pingInterval
        if sessions[position].pendingPings.count >= 4 { sessions[position].pendingPings.removeFirst() }
        sessions[position].pendingPings.append(nonce)
        turn.send(.ping(turn.heartbeat(nonce)), on: id)
    }

    // MARK: Connections

    private mutating func accept(_ id: ConnectionID, _ remote: PeerAddress, _ turn: inout UpstreamTurn) {
        let isTrusted = record.whitelist.contains(remote)
        let refusal = admission.refusal(
            of: remote, isWhitelisted: isTrusted, isBanned: record.isBanned(remote, at: turn.now),
            inbound: sessions.count { $0.isInbound },
            hasInbound: sessions.contains { $0.address == remote && $0.isInbound },
            hasOutbound: sessions.contains { $0.address == remote && !$0.isInbound }, own: address, at: turn.now)
        if let refusal {
            record.note(.refused(refusal), remote, at: turn.now)
            switch refusal {
            case .rate, .prefixRate, .full: record.rejected(remote, at: turn.now)
            case .banned, .duplicate: break
            }
            return turn.actions.append(.close(id))
        }
        // The connection that was there before gives way.
        while let old = sessions.first(where: { $0.address == remote }) { close(old, &turn) }
        record.connected(remote, at: turn.now)
        begin(id, remote, isInbound: true, &turn)
    }

    private mutating func open(_ id: ConnectionID, _ remote: PeerAddress, _ turn: inout UpstreamTurn) {
        // A dial that finds its slot taken is abandoned without a handshake.
        guard !sessions.contains(where: { $0.address == remote }) else {
            turn.actions.append(.close(id))
            return redialler.ended(id, at: turn.now)
        }
        begin(id, remote, isInbound: false, &turn)
        turn.send(.handshake(turn.handshake(of: ledger.network)), on: id)
        establish(id, &turn)
        for message in [Message.getPeers, .getMasternodes] { turn.send(message, on: id) }
        finishGreeting(id, &turn)
    }

    private mutating func begin(
        _ id: ConnectionID, _ remote: PeerAddress, isInbound: Bool, _ turn: inout UpstreamTurn
    ) {
        let gate = FloodGate(isWhitelisted: record.whitelist.contains(remote), at: turn.now)
        sessions.insert(
            Session(
                address: remote, isInbound: isInbound, began: turn.now, phase: .awaitingHandshake, gate: gate,
                nextPing: turn.now, nextTipQuestion: turn.now + .seconds(10)), for: id)
    }

    mutating func establish(_ id: ConnectionID, _ turn: inout UpstreamTurn) {
        guard let position = sessions.position(of: id) else { return }
        sessions[position].phase = .established
        established += 1
    }

    /// What both roles say last in greeting: two pings, and the question for block 0.
    mutating func finishGreeting(_ id: ConnectionID, _ turn: inout UpstreamTurn) {
        guard let position = sessions.position(of: id) else { return }
        for _ in 0..<2 { ping(id, at: position, &turn) }
        turn.send(.getBlockHash(.genesis), on: id)
    }

    mutating func close(_ id: ConnectionID, _ turn: inout UpstreamTurn) {
        turn.actions.append(.close(id))
        forget(id, at: turn.now)
    }

    private mutating func forget(_ id: ConnectionID, at now: Moment) {
        redialler.ended(id, at: now)
        guard let session = sessions.remove(id) else { return }
        record.disconnected(session.address, at: now)
    }
}

/// One call of `handle`: its times, and what has come of it so far.
struct UpstreamTurn {
    let now: Moment
    let wallClock: UnixTime
    let tip: Height
    var actions: [SocketAction] = []

    mutating func send(_ message: Message, on id: ConnectionID) { actions.append(.send(id, message)) }

    func heartbeat(_ nonce: UInt64) -> Heartbeat { Heartbeat(nonce: nonce, timestamp: wallClock, height: tip) }

    func handshake(of network: NetworkParameters) -> Handshake {
        Handshake(
            magic: network.magic, protocolVersion: WireLimits.protocolVersion, network: network.name,
            buildNumber: NetworkParameters.buildNumber)
    }
}
