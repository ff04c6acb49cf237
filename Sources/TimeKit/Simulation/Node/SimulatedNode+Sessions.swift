internal import TimeChain
internal import TimeModel
internal import TimeNode
internal import TimePeers
internal import TimeWire

/// The sessions of a simulated node: what `NodeSession` is in the daemon.
extension SimulatedNode {
    mutating func begin(
        _ id: ConnectionID, with endpoint: PeerEndpoint, role: PeerSession.Role, _ turn: inout Turn
    ) {
        let standing = core.standing(of: endpoint.address)
        let refusal =
            role == .listener
            ? core.accepts(SessionID(id.rawValue), endpoint.address, at: turn.now) : core.greets(endpoint.address)
        guard refusal == nil else {
            turn.actions.append(.close(id))
            if role == .dialer { dialEnded(endpoint, &turn) }
            return
        }
        let leniency = core.leniency(for: standing)
        let configuration = PeerSession.Configuration(
            network: settings.network, buildNumber: settings.buildNumber, role: role, remote: endpoint.address,
            leniency: leniency)
        let session = SessionCore(
            configuration, extendsPatience: settings.extendsWhitelistedPatience,
            roundTrips: core.roundTrips(of: endpoint.address), nonces: nonces(for: id), at: turn.now)
        sessions.insert(Session(endpoint: endpoint, role: role, core: session), for: id)
        feed(.opened(core.localTip), to: id, &turn)
    }

    mutating func receive(_ message: Message, on id: ConnectionID, _ turn: inout Turn) {
        feed(.received(message), to: id, &turn)
    }

    mutating func tickSession(_ id: ConnectionID, at position: Int, _ turn: inout Turn) {
        let effects = sessions[position].core.handle(.tick, at: turn.now, wallClock: turn.wallClock)
        if !effects.isEmpty { perform(effects, on: id, &turn) }
    }

    mutating func feed(_ event: PeerSession.Event, to id: ConnectionID, _ turn: inout Turn) {
        guard let position = sessions.position(of: id) else { return }
        let effects = sessions[position].core.handle(event, at: turn.now, wallClock: turn.wallClock)
        if !effects.isEmpty { perform(effects, on: id, &turn) }
    }

    mutating func obey(_ command: SessionCommand, on id: ConnectionID, _ turn: inout Turn) {
        guard let position = sessions.position(of: id) else { return }
        perform(sessions[position].core.obey(command, at: turn.now, wallClock: turn.wallClock), on: id, &turn)
    }

    private mutating func perform(_ effects: [SessionCore.Effect], on id: ConnectionID, _ turn: inout Turn) {
        for effect in effects {
            guard let position = sessions.position(of: id) else { return }
            switch effect {
            case .send(let message):
                turn.actions.append(.send(id, message))
            case .serve(let query):
                if let answer = answer(query) { turn.actions.append(.send(id, answer)) }
            case .established(let build): establish(id, at: position, build: build, &turn)
            case .report(let report):
                let isWhitelisted = core.standing(of: sessions[position].endpoint.address).trust != nil
                tally.count(report, isWhitelisted: isWhitelisted)
                tell(.reported(SessionID(id.rawValue), report), &turn)
            case .blocks(let blocks, let request):
                let prepared = blocks.map { PreparedBlock($0) }
                tell(.reported(SessionID(id.rawValue), .blocks(prepared, answering: request)), &turn)
            case .note(let note): tally.count(note)
            case .close(let reason): end(id, reason, &turn)
            }
        }
    }

    private mutating func establish(_ id: ConnectionID, at position: Int, build: UInt32?, _ turn: inout Turn) {
        sessions[position].isEstablished = true
        let session = sessions[position]
        tell(
            .established(
                SessionID(id.rawValue),
                NodeCore.Candidate(endpoint: session.endpoint, role: session.role, build: build, isEncrypted: true)),
            &turn)
        // Nobody who is turned away counts as a session.
        if sessions.position(of: id) != nil { tally.established += 1 }
    }

    /// From our side or the other; a connection that has gone before is no news.
    mutating func end(_ id: ConnectionID, _ reason: SessionEnd, _ turn: inout Turn) {
        guard let session = sessions.remove(id) else { return }
        if reason != .closedByPeer { turn.actions.append(.close(id)) }
        let address = session.endpoint.address
        if core.holds(SessionID(id.rawValue)) {
            tally.ended(
                address, isWhitelisted: core.standing(of: address).trust != nil, reason, at: turn.now)
        }
        tell(.ended(SessionID(id.rawValue), address, reason, session.core.roundTrips), &turn)
        if session.role == .dialer { dialEnded(session.endpoint, &turn) }
    }

    private mutating func dialEnded(_ endpoint: PeerEndpoint, _ turn: inout Turn) {
        tell(.dialEnded(endpoint, reachedPeer: true, why: nil, jitter: nextFraction()), &turn)
    }

    private func answer(_ query: PeerSession.Query) -> Message? {
        switch query {
        case .blocks(let start, let end): .blocksResponse(stored(start, end))
        case .blockRange(let start, let end): .blockRangeResponse(stored(start, end))
        case .block(let height): stored(height, height).first.map { .blockResponse($0) }
        case .blockHash(let height), .consensus(let height, _):
            query.answer(blockHash: height <= chain.height ? chain.hashes[Int(height.rawValue)] : nil)
        case .peers: .peerExchange(core.peerExchange())
        case .masternodes: .masternodesResponse(core.masternodeList())
        }
    }

    private func stored(_ start: Height, _ end: Height) -> [EncodedBlock] {
        BlockServing.heights(start: start, end: end, tip: chain.height).map { chain.blocks($0) } ?? []
    }
}
