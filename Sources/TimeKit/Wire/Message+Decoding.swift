public import TimeModel

extension Message {
    /// Decodes a frame's payload; what can't be decoded is `.unknownMessage` (`wire §13`).
    public init(payload: ArraySlice<UInt8>) {
        self = (try? Self.decode(payload)) ?? .unknownMessage
    }

    /// Decodes a frame's payload, with the legacy block layout as a second try; bytes left over are ignored.
    public static func decode(_ payload: ArraySlice<UInt8>) throws(BincodeError) -> Message {
        var reader = BincodeReader(payload)
        let kind: MessageKind = try reader.read()
        do throws(BincodeError) {
            return try decodeChain(kind, &reader)
        } catch {
            guard let message = decodeLegacyBlocks(kind, payload) else { throw error }
            return message
        }
    }

    /// Reads what the message that `make` makes is made of, in order.
    private static func fields<each Field: BincodeDecodable>(
        _ make: (repeat each Field) -> Message, _ reader: inout BincodeReader
    ) throws(BincodeError) -> Message {
        make(repeat try (each Field)(from: &reader))
    }

    /// 5.1 Chain query and block transfer
    private static func decodeChain(_ kind: MessageKind, _ reader: inout BincodeReader) throws(BincodeError) -> Message
    {
        switch kind {
        case .getGenesisHash: .getGenesisHash
        case .genesisHashResponse: try fields(genesisHashResponse, &reader)
        case .getBlockHeight: .getBlockHeight
        case .blockHeightResponse: try fields(blockHeightResponse, &reader)
        case .getChainTip: .getChainTip
        case .chainTipResponse: try fields(chainTipResponse, &reader)
        case .getBlocks: try fields(getBlocks, &reader)
        case .blocksResponse: try fields(blocksResponse, &reader)
        case .requestGenesis: .requestGenesis
        case .genesisAnnouncement: try fields(genesisAnnouncement, &reader)
        case .blockAnnouncement: try fields(blockAnnouncement, &reader)
        case .blockInventory: try fields(blockInventory, &reader)
        case .blockRequest: try fields(blockRequest, &reader)
        case .blockResponse: try fields(blockResponse, &reader)
        case .getBlockHash: try fields(getBlockHash, &reader)
        case .blockHashResponse: try fields(blockHashResponse, &reader)
        case .consensusQuery: try fields(consensusQuery, &reader)
        case .consensusQueryResponse: try fields(consensusQueryResponse, &reader)
        case .getBlockRange: try fields(getBlockRange, &reader)
        case .blockRangeResponse: try fields(blockRangeResponse, &reader)
        case .forkAlert: try fields(forkAlert, &reader)
        case .getChainWork: .getChainWork
        case .chainWorkResponse: try fields(chainWorkResponse, &reader)
        case .getChainWorkAt: try fields(getChainWorkAt, &reader)
        case .chainWorkAtResponse: try fields(chainWorkAtResponse, &reader)
        default: try decodeSession(kind, &reader)
        }
    }

    /// 5.2 Session and peers
    private static func decodeSession(_ kind: MessageKind, _ reader: inout BincodeReader) throws(BincodeError)
        -> Message
    {
        switch kind {
        case .handshake: try fields(handshake, &reader)
        case .ack: try fields(ack, &reader)
        case .version: try fields(version, &reader)
        case .ping: try fields(ping, &reader)
        case .pong: try fields(pong, &reader)
        case .getPeers: .getPeers
        case .peersResponse: try fields(peersResponse, &reader)
        case .peerExchange: try fields(peerExchange, &reader)
        case .connectivityWarning: try fields(connectivityWarning, &reader)
        case .operatorMessage: try fields(operatorMessage, &reader)
        case .unknownMessage: .unknownMessage
        default: try decodeTransaction(kind, &reader)
        }
    }

    /// 5.3 Transactions, mempool, UTXO
    private static func decodeTransaction(_ kind: MessageKind, _ reader: inout BincodeReader) throws(BincodeError)
        -> Message
    {
        switch kind {
        case .transactionBroadcast: try fields(transactionBroadcast, &reader)
        case .transactionFinalized: try fields(transactionFinalized, &reader)
        case .utxoStateQuery: try fields(utxoStateQuery, &reader)
        case .utxoStateResponse: try fields(utxoStateResponse, &reader)
        case .utxoStateNotification: try fields(utxoStateNotification, &reader)
        case .utxoStateUpdate: try fields(utxoStateUpdate, &reader)
        case .subscribe: try fields(subscribe, &reader)
        case .unsubscribe: try fields(unsubscribe, &reader)
        case .getUTXOSet: .getUTXOSet
        case .utxoSetResponse: try fields(utxoSetResponse, &reader)
        case .getUTXOStateHash: .getUTXOStateHash
        case .utxoStateHashResponse: try fields(utxoStateHashResponse, &reader)
        case .getPendingTransactions: .getPendingTransactions
        case .pendingTransactionsResponse: try fields(pendingTransactionsResponse, &reader)
        case .mempoolSyncRequest: .mempoolSyncRequest
        case .mempoolSyncResponse: try fields(mempoolSyncResponse, &reader)
        case .requestUtxoReconciliation: try fields(requestUtxoReconciliation, &reader)
        case .utxoReconciliationResponse: try fields(utxoReconciliationResponse, &reader)
        case .utxoSetChunk: try fields(utxoSetChunk, &reader)
        case .utxoReconciliationChunk: try fields(utxoReconciliationChunk, &reader)
        default: try decodeVote(kind, &reader)
        }
    }

    /// 5.4 Votes and finality
    private static func decodeVote(_ kind: MessageKind, _ reader: inout BincodeReader) throws(BincodeError) -> Message {
        switch kind {
        case .transactionVoteRequest: try fields(transactionVoteRequest, &reader)
        case .transactionVoteResponse: try fields(transactionVoteResponse, &reader)
        case .timeVoteRequest: try fields(timeVoteRequest, &reader)
        case .timeVoteResponse: try fields(timeVoteResponse, &reader)
        case .timeVoteBroadcast: try fields(timeVoteBroadcast, &reader)
        case .timeProofBroadcast: try fields(timeProofBroadcast, &reader)
        case .finalityVoteRequest: try fields(finalityVoteRequest, &reader)
        case .finalityVoteResponse: try fields(finalityVoteResponse, &reader)
        case .finalityVoteBroadcast: try fields(finalityVoteBroadcast, &reader)
        case .timeLockBlockProposal: try fields(timeLockBlockProposal, &reader)
        case .timeVotePrepare: try fields(timeVotePrepare, &reader)
        case .timeVotePrecommit: try fields(timeVotePrecommit, &reader)
        case .livenessAlert: try fields(livenessAlert, &reader)
        case .finalityProposal: try fields(finalityProposal, &reader)
        case .fallbackVote: try fields(fallbackVote, &reader)
        default: try decodeMasternode(kind, &reader)
        }
    }

    /// 5.5 Masternodes
    private static func decodeMasternode(_ kind: MessageKind, _ reader: inout BincodeReader) throws(BincodeError)
        -> Message
    {
        switch kind {
        case .masternodeAnnouncement: try fields(masternodeAnnouncement, &reader)
        case .masternodeUnlock: try fields(masternodeUnlock, &reader)
        case .getMasternodes: .getMasternodes
        case .masternodesResponse: try fields(masternodesResponse, &reader)
        case .masternodeInactive: try fields(masternodeInactive, &reader)
        case .getLockedCollaterals: .getLockedCollaterals
        case .lockedCollateralsResponse: try fields(lockedCollateralsResponse, &reader)
        case .masternodeStatusGossip: try fields(masternodeStatusGossip, &reader)
        case .masternodeStartedAtGossip: try fields(masternodeStartedAtGossip, &reader)
        case .masternodeAnnouncementV2: try fields(masternodeAnnouncementV2, &reader)
        case .masternodeAnnouncementV3: try fields(masternodeAnnouncementV3, &reader)
        case .masternodeAnnouncementV4: try fields(masternodeAnnouncementV4, &reader)
        default: try decodeExtra(kind, &reader)
        }
    }

    /// 5.6 Payment requests, governance, messaging
    private static func decodeExtra(_ kind: MessageKind, _ reader: inout BincodeReader) throws(BincodeError) -> Message
    {
        switch kind {
        case .paymentRequestRelay: try fields(paymentRequestRelay, &reader)
        case .paymentRequestCancelled: try fields(paymentRequestCancelled, &reader)
        case .paymentRequestResponse: try fields(paymentRequestResponse, &reader)
        case .paymentRequestViewed: try fields(paymentRequestViewed, &reader)
        case .governanceProposal: try fields(governanceProposal, &reader)
        case .governanceVote: try fields(governanceVote, &reader)
        case .getGovernanceState: .getGovernanceState
        case .governanceStateResponse: try fields(governanceStateResponse, &reader)
        case .msgSubmit: try fields(msgSubmit, &reader)
        case .msgRelayAck: try fields(msgRelayAck, &reader)
        case .msgFetchPending: try fields(msgFetchPending, &reader)
        case .msgEnvelopes: try fields(msgEnvelopes, &reader)
        case .msgReadAck: try fields(msgReadAck, &reader)
        case .msgAckQuery: try fields(msgAckQuery, &reader)
        case .msgAckResponse: try fields(msgAckResponse, &reader)
        case .msgExpiryNotice: try fields(msgExpiryNotice, &reader)
        case .msgPubkeyQuery: try fields(msgPubkeyQuery, &reader)
        case .msgPubkeyResponse: try fields(msgPubkeyResponse, &reader)
        default: .unknownMessage
        }
    }

}
