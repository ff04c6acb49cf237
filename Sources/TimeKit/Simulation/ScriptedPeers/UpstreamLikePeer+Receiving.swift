internal import TimeModel
internal import TimeWire

/// How an upstream-like peer takes what it is sent.
extension UpstreamLikePeer {
    mutating func receive(_ message: Message, on id: ConnectionID, _ turn: inout UpstreamTurn) {
        guard let position = sessions.position(of: id) else { return }
        switch sessions[position].phase {
        case .ignored: return
        case .awaitingHandshake: receiveFirst(message, on: id, at: position, &turn)
        case .established: receiveEstablished(message, on: id, at: position, &turn)
        }
    }

    mutating func receiveOversize(_ length: UInt32, on id: ConnectionID, _ turn: inout UpstreamTurn) {
        guard let position = sessions.position(of: id) else { return }
        let address = sessions[position].address
        switch sessions[position].phase {
        case .awaitingHandshake:
            record.violation("first frame too large", address, at: turn.now)
            record.detect("frame bomb", address, at: turn.now)
        case .established, .ignored:
            if length > 100 * 1_024 * 1_024 { record.frameBomb(address, at: turn.now) }
        }
        close(id, &turn)
    }

    // MARK: The first frame (`wire §7.3`)

    private mutating func receiveFirst(
        _ message: Message, on id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn
    ) {
        let remote = sessions[position].address
        let isTrusted = record.whitelist.contains(remote)
        guard case .handshake(let handshake) = message else {
            record.handshakeViolation("first frame is no handshake", remote, at: turn.now)
            sessions[position].phase = .ignored
            return
        }
        if !isTrusted, handshake.magic != ledger.network.magic {
            record.violation("wrong magic", remote, at: turn.now)
            sessions[position].phase = .ignored
            return
        }
        if !isTrusted, handshake.protocolVersion < WireLimits.protocolVersion {
            sessions[position].phase = .ignored
            return
        }
        if !isTrusted, handshake.buildNumber < WireLimits.lowestBuildNumber {
            record.ban("outdated build", remote, for: .seconds(4 * 3_600), at: turn.now)
            sessions[position].phase = .ignored
            return
        }
        establish(id, &turn)
        turn.send(.ack(MessageKind.handshake.name), on: id)
        for question in [Message.getPeers, .getMasternodes, .mempoolSyncRequest, .getGenesisHash] {
            turn.send(question, on: id)
        }
        turn.send(.handshake(turn.handshake(of: ledger.network)), on: id)
        finishGreeting(id, &turn)
    }

    // MARK: Later frames

    private mutating func receiveEstablished(
        _ message: Message, on id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn
    ) {
        let remote = sessions[position].address
        if sessions[position].isInbound, !sessions[position].gate.admits(at: turn.now) {
            return record.note(.flood, remote, at: turn.now)
        }
        switch message {
        case .ping(let ping): return turn.send(.pong(turn.heartbeat(ping.nonce)), on: id)
        case .pong(let pong):
            guard let index = sessions[position].pendingPings.firstIndex(of: pong.nonce) else { return }
            sessions[position].pendingPings.remove(at: index)
            pongs += 1
            return
        default: break
        }
        guard sessions[position].limits.admits(message.kind, at: turn.now) else {
            return record.note(.overLimit(message.kind), remote, at: turn.now)
        }
        guard !record.isBanned(remote, at: turn.now) else { return close(id, &turn) }
        if !answer(message, on: id, at: position, &turn) { judge(message, on: id, at: position, &turn) }
    }

    /// False if the message is no question.
    private mutating func answer(
        _ message: Message, on id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn
    ) -> Bool {
        switch message {
        case .getBlocks(let start, let end): serve(start, end, on: id, at: position, &turn)
        case .getBlockRange(let start, let end): turn.send(.blockRangeResponse(blocks(start, end, turn)), on: id)
        case .blockRequest(let height):
            if let block = blocks(height, height, turn).first { turn.send(.blockResponse(block), on: id) }
        case .requestGenesis: turn.send(.genesisAnnouncement(ledger.network.genesis), on: id)
        case .getGenesisHash: turn.send(.genesisHashResponse(ledger.network.genesisHash), on: id)
        case .getBlockHeight: turn.send(.blockHeightResponse(turn.tip), on: id)
        case .getChainTip:
            turn.send(.chainTipResponse(height: turn.tip, hash: ledger.hash(at: turn.tip) ?? .zero), on: id)
        case .getBlockHash(let height):
            let hash = height <= turn.tip ? ledger.hash(at: height) : nil
            turn.send(.blockHashResponse(height: height, hash: hash), on: id)
        case .getPeers: turn.send(.peerExchange([]), on: id)
        case .getMasternodes: turn.send(.masternodesResponse([]), on: id)
        case .mempoolSyncRequest: turn.send(.mempoolSyncResponse([]), on: id)
        case .getLockedCollaterals: turn.send(.lockedCollateralsResponse([]), on: id)
        case .getGovernanceState: turn.send(.governanceStateResponse(proposals: [], votes: []), on: id)
        default: return false
        }
        return true
    }

    private mutating func serve(
        _ start: Height, _ end: Height, on id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn
    ) {
        let similar = sessions[position].requests.similar(start: start, end: end, at: turn.now)
        sessions[position].requests.record(start: start, end: end, at: turn.now)
        guard similar < WireLimits.similarRequestsAnswered else {
            return record.detect("sync flood", sessions[position].address, at: turn.now)
        }
        turn.send(.blocksResponse(blocks(start, end, turn)), on: id)
    }

    private func blocks(_ start: Height, _ end: Height, _ turn: UpstreamTurn) -> [EncodedBlock] {
        guard let heights = BlockServing.heights(start: start, end: end, tip: turn.tip) else { return [] }
        return Array(ledger.blocks[Int(heights.lowerBound.rawValue)...Int(heights.upperBound.rawValue)])
    }

    /// What costs a peer something, or makes the node say something of its own (`wire §10.3`, `§12.3` to `§12.5`).
    private mutating func judge(
        _ message: Message, on id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn
    ) {
        let remote = sessions[position].address
        switch message {
        case .genesisHashResponse(let hash) where !hash.isZero && hash != ledger.network.genesisHash:
            record.ban("wrong genesis", remote, for: nil, at: turn.now)
            close(id, &turn)
        case .timeVotePrepare, .timeVotePrecommit: record.violation("vote of nobody", remote, at: turn.now)
        case .transactionFinalized: record.detect("finalised transaction that nobody has", remote, at: turn.now)
        case .masternodeAnnouncement, .masternodeAnnouncementV2, .masternodeAnnouncementV3, .masternodeAnnouncementV4:
            record.violation("announcement without proof", remote, at: turn.now)
        case .chainTipResponse(let height, _): compare(height, on: id, at: position, &turn)
        default: break
        }
    }

    private mutating func compare(_ height: Height, on id: ConnectionID, at position: Int, _ turn: inout UpstreamTurn) {
        sessions[position].tip = max(sessions[position].tip ?? .genesis, height)
        if height > turn.tip {
            if let last = sessions[position].lastRequest, turn.now - last < .seconds(60) { return }
            sessions[position].lastRequest = turn.now
            turn.send(.getBlocks(start: turn.tip.next, end: height.next), on: id)
        } else if turn.tip.blocks(above: height) >= 2 {
            let supporters = 1 + sessions.count { $0.tip == turn.tip }
            if let last = sessions[position].lastAlert, turn.now - last < .seconds(60) { return }
            guard supporters >= 3 else { return }
            sessions[position].lastAlert = turn.now
            let hash = ledger.hash(at: turn.tip) ?? .zero
            turn.send(
                .forkAlert(
                    ForkAlert(
                        yourHeight: height, yourHash: ledger.hash(at: height) ?? .zero, consensusHeight: turn.tip,
                        consensusHash: hash, peerCount: UInt64(supporters), text: "behind")), on: id)
        }
    }
}
