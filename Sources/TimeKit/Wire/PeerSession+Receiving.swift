internal import TimeModel

extension PeerSession {
    mutating func receive(_ message: Message, _ turn: inout Turn) {
        guard phase != .unopened else { return }
        lastReceived = turn.now
        guard receivingLimits.admits(message.kind, at: turn.now) else { return turn.note(.overLimit(message.kind)) }
        guard phase == .established else {
            return configuration.role == .dialer
                ? receiveAsDialer(first: message, &turn) : receiveAsListener(first: message, &turn)
        }
        receiveEstablished(message, &turn)
    }

    mutating func receiveEstablished(_ message: Message, _ turn: inout Turn) {
        guard !localTip.isSyncing || message.kind.isHandledWhileSyncing else {
            return turn.note(.droppedWhileSyncing(message.kind))
        }
        switch message {
        case .handshake(let handshake): receiveLater(handshake, &turn)
        case .ping(let ping): answer(ping: ping, &turn)
        case .pong(let pong): take(pong: pong, &turn)
        case .unknownMessage: turn.note(.undecodable)
        case .forkAlert(let alert): turn.note(.forkAlert(alert.shortened))
        default:
            if !answerQuestion(message, &turn) { takeNews(message, &turn) }
        }
    }

    /// What asks us for something (`wire §5`). False if the message is no question that we answer. Left unanswered is
    /// `GetUTXOStateHash` in particular: peers tally the answers and reconcile their sets by them, and an observer has
    /// no say in that; so is everything about chain work, UTXO sets and votes.
    private mutating func answerQuestion(_ message: Message, _ turn: inout Turn) -> Bool {
        switch message {
        case .getGenesisHash: transmit(.genesisHashResponse(configuration.network.genesisHash), &turn)
        case .requestGenesis: transmit(.genesisAnnouncement(configuration.network.genesis), &turn)
        case .getBlockHeight: transmit(.blockHeightResponse(localTip.height), &turn)
        case .getChainTip: transmit(.chainTipResponse(height: localTip.height, hash: localTip.hash), &turn)
        case .mempoolSyncRequest: transmit(.mempoolSyncResponse([]), &turn)
        case .getLockedCollaterals: transmit(.lockedCollateralsResponse([]), &turn)
        case .getGovernanceState: transmit(.governanceStateResponse(proposals: [], votes: []), &turn)
        case .msgPubkeyQuery(let addressHash):
            transmit(.msgPubkeyResponse(addressHash: addressHash, key: nil), &turn)
        case .getBlockHash(.genesis):
            transmit(.blockHashResponse(height: .genesis, hash: configuration.network.genesisHash), &turn)
        case .getPeers: turn.effects.append(.serve(.peers))
        case .getMasternodes: turn.effects.append(.serve(.masternodes))
        case .getBlockHash(let height): turn.effects.append(.serve(.blockHash(height)))
        case .consensusQuery(let height, let hash):
            turn.effects.append(.serve(.consensus(height: height, hash: hash)))
        case .getBlocks(let start, let end): serveBlocks(start: start, end: end, &turn)
        case .getBlockRange(let start, let end):
            turn.effects.append(.serve(.blockRange(start: start, end: end)))
        case .blockRequest(let height): turn.effects.append(.serve(.block(height)))
        default: return false
        }
        return true
    }

    private mutating func serveBlocks(start: Height, end: Height, _ turn: inout Turn) {
        let similar = receivedBlockRequests.similar(start: start, end: end, at: turn.now)
        receivedBlockRequests.record(start: start, end: end, at: turn.now)
        guard similar < WireLimits.similarRequestsAnswered else {
            return turn.note(.blockRequestLoop(start: start, end: end))
        }
        turn.effects.append(.serve(.blocks(start: start, end: end)))
    }

    /// What tells us something. Everything not named here is of no use to an observer, and ignored.
    private mutating func takeNews(_ message: Message, _ turn: inout Turn) {
        switch message {
        case .genesisHashResponse(let hash): check(genesis: hash, &turn)
        case .blockHashResponse(height: .genesis, let hash?): check(genesis: hash, &turn)
        case .blockHashResponse(let height, let hash):
            turn.effects.append(.blockHash(height: height, hash: hash))
        case .chainTipResponse(let height, let hash) where !hash.isZero:
            turn.effects.append(.peerTip(height: height, hash: hash))
        case .chainTipResponse(let height, _), .blockHeightResponse(let height), .blockInventory(let height):
            announced(height, &turn)
        case .blocksResponse(let blocks), .blockRangeResponse(let blocks): take(blocks, as: message.kind, &turn)
        case .blockResponse(let block), .genesisAnnouncement(let block): take([block], as: message.kind, &turn)
        case .blockAnnouncement(let block), .timeLockBlockProposal(let block):
            turn.effects.append(.blocks([block], message.kind, answering: nil))
        case .masternodeAnnouncementV2, .masternodeAnnouncementV3, .masternodeAnnouncementV4:
            if let claim = MasternodeClaim(message) { turn.effects.append(.announced(claim)) }
        case .masternodeStatusGossip(_, let visible, _):
            turn.effects.append(.visibleMasternodes(visible))
        case .peerExchange(let entries): turn.effects.append(.peers(Array(entries.prefix(WireLimits.listEntries))))
        case .masternodesResponse(let entries):
            turn.effects.append(.masternodes(Array(entries.prefix(WireLimits.listEntries))))
        default: break
        }
    }

    /// Zeros are the answer of a node without a chain yet; any other hash than ours ends the session with everybody.
    private mutating func check(genesis hash: BlockHash, _ turn: inout Turn) {
        guard !hash.isZero, hash != configuration.network.genesisHash else { return }
        close(.wrongGenesis(hash), &turn)
    }

    private mutating func take(_ blocks: [EncodedBlock], as kind: MessageKind, _ turn: inout Turn) {
        guard let request = requests.answered(by: blocks, as: kind) else {
            return turn.note(.unrequestedBlocks(kind, count: blocks.count))
        }
        turn.effects.append(.blocks(blocks, kind, answering: request))
    }
}
