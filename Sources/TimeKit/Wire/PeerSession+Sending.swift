internal import TimeModel

extension PeerSession {
    /// Sends what the node asks for, unless the session isn't there yet or the message is none that we send.
    mutating func request(_ message: Message, _ turn: inout Turn) {
        guard phase == .established else { return refuse(message, .notEstablished, &turn) }
        guard message.kind.isSentByObservers else { return refuse(message, .notForObservers, &turn) }
        transmit(message, &turn)
    }

    /// Sends a message within the limits, and remembers what an answer is expected to.
    mutating func transmit(_ message: Message, _ turn: inout Turn) {
        guard !claimsForeignGenesis(message) else { return refuse(message, .foreignGenesis, &turn) }
        let expectsBlocks = message.blockAnswerKind != nil
        guard !expectsBlocks || !requests.isFull else { return refuse(message, .tooManyOutstanding, &turn) }
        if let refusal = sendingLimits.refusal(of: message, at: turn.now) {
            return refuse(message, refusal, &turn)
        }
        if expectsBlocks { requests.sent(message, at: turn.now) }
        if case .ping(let heartbeat) = message { pings.sent(nonce: heartbeat.nonce, at: turn.now) }
        turn.effects.append(.send(message))
    }

    private func refuse(_ message: Message, _ refusal: SendRefusal, _ turn: inout Turn) {
        turn.note(.sendRefused(message.kind, refusal))
    }

    /// Peers ban for good whoever names another genesis block (`wire §7.5`).
    private func claimsForeignGenesis(_ message: Message) -> Bool {
        let network = configuration.network
        switch message {
        case .genesisHashResponse(let hash): return hash != network.genesisHash
        case .blockHashResponse(height: .genesis, let hash?): return hash != network.genesisHash
        case .chainTipResponse(height: .genesis, let hash): return hash != network.genesisHash
        case .genesisAnnouncement(let block): return block != network.genesis
        default: return false
        }
    }
}

extension MessageKind {
    /// Whether a node without a masternode's identity has a reason to send it: questions and their answers. Votes,
    /// announcements and alerts of such a node cost it violations at every peer (`wire §12.3`, `§12.5`), and the
    /// handshake is the session's own affair.
    var isSentByObservers: Bool {
        switch self {
        case .getGenesisHash, .genesisHashResponse, .getBlockHeight, .blockHeightResponse, .getChainTip,
            .chainTipResponse, .getBlocks, .blocksResponse, .requestGenesis, .genesisAnnouncement, .blockInventory,
            .blockRequest, .blockResponse, .getBlockHash, .blockHashResponse, .consensusQuery, .consensusQueryResponse,
            .getBlockRange, .blockRangeResponse, .ping, .getPeers, .peersResponse, .peerExchange, .getMasternodes,
            .masternodesResponse, .mempoolSyncRequest, .mempoolSyncResponse, .getLockedCollaterals, .getGovernanceState:
            true
        default: false
        }
    }
}
