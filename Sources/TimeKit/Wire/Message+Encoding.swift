internal import TimeModel

extension Message {
    /// What the message is, as its payload begins.
    public var kind: MessageKind {
        var visitor = KindVisitor()
        visitChain(&visitor)
        return visitor.kind
    }

    /// The payload of the frame that carries this message: its index, then its fields.
    public func payload() -> [UInt8] {
        var visitor = EncodingVisitor()
        visitChain(&visitor)
        return visitor.writer.bytes
    }

    /// 5.1 Chain query and block transfer
    private func visitChain(_ visitor: inout some MessageVisitor) {
        switch self {
        case .getGenesisHash: visitor.visit(.getGenesisHash)
        case .genesisHashResponse(let hash): visitor.visit(.genesisHashResponse, hash)
        case .getBlockHeight: visitor.visit(.getBlockHeight)
        case .blockHeightResponse(let height): visitor.visit(.blockHeightResponse, height)
        case .getChainTip: visitor.visit(.getChainTip)
        case .chainTipResponse(let height, let hash): visitor.visit(.chainTipResponse, height, hash)
        case .getBlocks(let start, let end): visitor.visit(.getBlocks, start, end)
        case .blocksResponse(let blocks): visitor.visit(.blocksResponse, blocks)
        case .requestGenesis: visitor.visit(.requestGenesis)
        case .genesisAnnouncement(let block): visitor.visit(.genesisAnnouncement, block)
        case .blockAnnouncement(let block): visitor.visit(.blockAnnouncement, block)
        case .blockInventory(let height): visitor.visit(.blockInventory, height)
        case .blockRequest(let height): visitor.visit(.blockRequest, height)
        case .blockResponse(let block): visitor.visit(.blockResponse, block)
        case .getBlockHash(let height): visitor.visit(.getBlockHash, height)
        case .blockHashResponse(let height, let hash): visitor.visit(.blockHashResponse, height, hash)
        case .consensusQuery(let height, let hash): visitor.visit(.consensusQuery, height, hash)
        case .consensusQueryResponse(let agrees, let height, let hash):
            visitor.visit(.consensusQueryResponse, agrees, height, hash)
        case .getBlockRange(let start, let end): visitor.visit(.getBlockRange, start, end)
        case .blockRangeResponse(let blocks): visitor.visit(.blockRangeResponse, blocks)
        case .forkAlert(let alert): visitor.visit(.forkAlert, alert)
        case .getChainWork: visitor.visit(.getChainWork)
        case .chainWorkResponse(let height, let hash, let work): visitor.visit(.chainWorkResponse, height, hash, work)
        case .getChainWorkAt(let height): visitor.visit(.getChainWorkAt, height)
        case .chainWorkAtResponse(let height, let hash, let work):
            visitor.visit(.chainWorkAtResponse, height, hash, work)
        default: visitSession(&visitor)
        }
    }

    /// 5.2 Session and peers
    private func visitSession(_ visitor: inout some MessageVisitor) {
        switch self {
        case .handshake(let handshake): visitor.visit(.handshake, handshake)
        case .ack(let messageType): visitor.visit(.ack, messageType)
        case .version(let version): visitor.visit(.version, version)
        case .ping(let heartbeat): visitor.visit(.ping, heartbeat)
        case .pong(let heartbeat): visitor.visit(.pong, heartbeat)
        case .getPeers: visitor.visit(.getPeers)
        case .peersResponse(let addresses): visitor.visit(.peersResponse, addresses)
        case .peerExchange(let entries): visitor.visit(.peerExchange, entries)
        case .connectivityWarning(let text): visitor.visit(.connectivityWarning, text)
        case .operatorMessage(let from, let text, let timestamp): visitor.visit(.operatorMessage, from, text, timestamp)
        case .unknownMessage: visitor.visit(.unknownMessage)
        default: visitTransaction(&visitor)
        }
    }

    /// 5.3 Transactions, mempool, UTXO
    private func visitTransaction(_ visitor: inout some MessageVisitor) {
        switch self {
        case .transactionBroadcast(let transaction): visitor.visit(.transactionBroadcast, transaction)
        case .transactionFinalized(let id, let transaction): visitor.visit(.transactionFinalized, id, transaction)
        case .utxoStateQuery(let outpoints): visitor.visit(.utxoStateQuery, outpoints)
        case .utxoStateResponse(let states): visitor.visit(.utxoStateResponse, states)
        case .utxoStateNotification(let change): visitor.visit(.utxoStateNotification, change)
        case .utxoStateUpdate(let update): visitor.visit(.utxoStateUpdate, update)
        case .subscribe(let subscription): visitor.visit(.subscribe, subscription)
        case .unsubscribe(let id): visitor.visit(.unsubscribe, id)
        case .getUTXOSet: visitor.visit(.getUTXOSet)
        case .utxoSetResponse(let outputs): visitor.visit(.utxoSetResponse, outputs)
        case .getUTXOStateHash: visitor.visit(.getUTXOStateHash)
        case .utxoStateHashResponse(let hash, let height, let count):
            visitor.visit(.utxoStateHashResponse, hash, height, count)
        case .getPendingTransactions: visitor.visit(.getPendingTransactions)
        case .pendingTransactionsResponse(let transactions): visitor.visit(.pendingTransactionsResponse, transactions)
        case .mempoolSyncRequest: visitor.visit(.mempoolSyncRequest)
        case .mempoolSyncResponse(let entries): visitor.visit(.mempoolSyncResponse, entries)
        case .requestUtxoReconciliation(let height, let hash): visitor.visit(.requestUtxoReconciliation, height, hash)
        case .utxoReconciliationResponse(let height, let outputs):
            visitor.visit(.utxoReconciliationResponse, height, outputs)
        case .utxoSetChunk(let index, let total, let outputs): visitor.visit(.utxoSetChunk, index, total, outputs)
        case .utxoReconciliationChunk(let height, let index, let total, let outputs):
            visitor.visit(.utxoReconciliationChunk, height, index, total, outputs)
        default: visitVote(&visitor)
        }
    }

    /// 5.4 Votes and finality
    private func visitVote(_ visitor: inout some MessageVisitor) {
        switch self {
        case .transactionVoteRequest(let id): visitor.visit(.transactionVoteRequest, id)
        case .transactionVoteResponse(let id, let preference): visitor.visit(.transactionVoteResponse, id, preference)
        case .timeVoteRequest(let id, let commitment, let slot, let transaction):
            visitor.visit(.timeVoteRequest, id, commitment, slot, transaction)
        case .timeVoteResponse(let vote): visitor.visit(.timeVoteResponse, vote)
        case .timeVoteBroadcast(let vote): visitor.visit(.timeVoteBroadcast, vote)
        case .timeProofBroadcast(let proof): visitor.visit(.timeProofBroadcast, proof)
        case .finalityVoteRequest(let id, let slot): visitor.visit(.finalityVoteRequest, id, slot)
        case .finalityVoteResponse(let vote): visitor.visit(.finalityVoteResponse, vote)
        case .finalityVoteBroadcast(let vote): visitor.visit(.finalityVoteBroadcast, vote)
        case .timeLockBlockProposal(let block): visitor.visit(.timeLockBlockProposal, block)
        case .timeVotePrepare(let vote): visitor.visit(.timeVotePrepare, vote)
        case .timeVotePrecommit(let vote): visitor.visit(.timeVotePrecommit, vote)
        case .livenessAlert(let alert): visitor.visit(.livenessAlert, alert)
        case .finalityProposal(let proposal): visitor.visit(.finalityProposal, proposal)
        case .fallbackVote(let vote): visitor.visit(.fallbackVote, vote)
        default: visitMasternode(&visitor)
        }
    }

    /// 5.5 Masternodes
    private func visitMasternode(_ visitor: inout some MessageVisitor) {
        switch self {
        case .masternodeAnnouncement(let announcement): visitor.visit(.masternodeAnnouncement, announcement)
        case .masternodeUnlock(let address, let collateral, let timestamp, let signature):
            visitor.visit(.masternodeUnlock, address, collateral, timestamp, signature)
        case .getMasternodes: visitor.visit(.getMasternodes)
        case .masternodesResponse(let masternodes): visitor.visit(.masternodesResponse, masternodes)
        case .masternodeInactive(let address, let timestamp): visitor.visit(.masternodeInactive, address, timestamp)
        case .getLockedCollaterals: visitor.visit(.getLockedCollaterals)
        case .lockedCollateralsResponse(let collaterals): visitor.visit(.lockedCollateralsResponse, collaterals)
        case .masternodeStatusGossip(let reporter, let visible, let timestamp):
            visitor.visit(.masternodeStatusGossip, reporter, visible, timestamp)
        case .masternodeStartedAtGossip(let starts): visitor.visit(.masternodeStartedAtGossip, starts)
        case .masternodeAnnouncementV2(let announcement, let collateral):
            visitor.visit(.masternodeAnnouncementV2, announcement, collateral)
        case .masternodeAnnouncementV3(let announcement, let collateral, let certificate, let startedAt):
            visitor.visit(.masternodeAnnouncementV3, announcement, collateral, certificate, startedAt)
        case .masternodeAnnouncementV4(
            let announcement, let collateral, let certificate, let startedAt, let collateralProof):
            visitor.visit(.masternodeAnnouncementV4, announcement, collateral, certificate, startedAt, collateralProof)
        default: visitExtra(&visitor)
        }
    }

    /// 5.6 Payment requests, governance, messaging
    private func visitExtra(_ visitor: inout some MessageVisitor) {
        switch self {
        case .paymentRequestRelay(let request): visitor.visit(.paymentRequestRelay, request)
        case .paymentRequestCancelled(let id, let requester): visitor.visit(.paymentRequestCancelled, id, requester)
        case .paymentRequestResponse(let id, let requester, let payer, let accepted, let transactionID):
            visitor.visit(.paymentRequestResponse, id, requester, payer, accepted, transactionID)
        case .paymentRequestViewed(let id, let requester, let payer):
            visitor.visit(.paymentRequestViewed, id, requester, payer)
        case .governanceProposal(let proposal): visitor.visit(.governanceProposal, proposal)
        case .governanceVote(let vote): visitor.visit(.governanceVote, vote)
        case .getGovernanceState: visitor.visit(.getGovernanceState)
        case .governanceStateResponse(let proposals, let votes):
            visitor.visit(.governanceStateResponse, proposals, votes)
        case .msgSubmit(let envelope): visitor.visit(.msgSubmit, envelope)
        case .msgRelayAck(let ack): visitor.visit(.msgRelayAck, ack)
        case .msgFetchPending(let recipient, let since): visitor.visit(.msgFetchPending, recipient, since)
        case .msgEnvelopes(let recipient, let envelopes): visitor.visit(.msgEnvelopes, recipient, envelopes)
        case .msgReadAck(let ack, let recipientKey): visitor.visit(.msgReadAck, ack, recipientKey)
        case .msgAckQuery(let messageID): visitor.visit(.msgAckQuery, messageID)
        case .msgAckResponse(let messageID, let ack, let delivery):
            visitor.visit(.msgAckResponse, messageID, ack, delivery)
        case .msgExpiryNotice(let notice): visitor.visit(.msgExpiryNotice, notice)
        case .msgPubkeyQuery(let addressHash): visitor.visit(.msgPubkeyQuery, addressHash)
        case .msgPubkeyResponse(let addressHash, let key): visitor.visit(.msgPubkeyResponse, addressHash, key)
        default: visitor.visit(.unknownMessage)
        }
    }

}

/// Is shown what a message is made of, so that its kind and its encoding come from one list.
private protocol MessageVisitor {
    mutating func visit<each Field: BincodeEncodable>(_ kind: MessageKind, _ fields: repeat each Field)
}

private struct KindVisitor: MessageVisitor {
    var kind = MessageKind.unknownMessage

    mutating func visit<each Field: BincodeEncodable>(_ kind: MessageKind, _: repeat each Field) {
        self.kind = kind
    }
}

private struct EncodingVisitor: MessageVisitor {
    var writer = BincodeWriter()

    mutating func visit<each Field: BincodeEncodable>(_ kind: MessageKind, _ fields: repeat each Field) {
        writer.writeAll(kind, repeat each fields)
    }
}
