public import TimeModel

/// What a message is: its index on the wire, positional and never reused (`wire §5`).
public enum MessageKind: UInt32, Hashable, Sendable, CaseIterable, BincodeCodable {
    case getGenesisHash = 0
    case genesisHashResponse
    case getBlockHeight
    case blockHeightResponse
    case getChainTip
    case chainTipResponse
    case getBlocks
    case blocksResponse
    case requestGenesis
    case genesisAnnouncement
    case handshake
    case ack
    case transactionBroadcast
    case transactionFinalized
    case utxoStateQuery
    case utxoStateResponse
    case utxoStateNotification
    case utxoStateUpdate
    case subscribe
    case unsubscribe
    case blockAnnouncement
    case blockInventory
    case blockRequest
    case blockResponse
    case getUTXOSet
    case utxoSetResponse
    case getUTXOStateHash
    case utxoStateHashResponse
    case masternodeAnnouncement
    case masternodeUnlock
    case getMasternodes
    case masternodesResponse
    case masternodeInactive
    case getLockedCollaterals
    case lockedCollateralsResponse
    case version
    case ping
    case pong
    case getPendingTransactions
    case pendingTransactionsResponse
    case mempoolSyncRequest
    case mempoolSyncResponse
    case getPeers
    case peersResponse
    case peerExchange
    case getBlockHash
    case blockHashResponse
    case consensusQuery
    case consensusQueryResponse
    case getBlockRange
    case blockRangeResponse
    case forkAlert
    case transactionVoteRequest
    case transactionVoteResponse
    case timeVoteRequest
    case timeVoteResponse
    case timeVoteBroadcast
    case timeProofBroadcast
    case finalityVoteRequest
    case finalityVoteResponse
    case finalityVoteBroadcast
    case timeLockBlockProposal
    case timeVotePrepare
    case timeVotePrecommit
    case getChainWork
    case chainWorkResponse
    case getChainWorkAt
    case chainWorkAtResponse
    case livenessAlert
    case finalityProposal
    case fallbackVote
    case masternodeStatusGossip
    case masternodeStartedAtGossip
    case masternodeAnnouncementV2
    case masternodeAnnouncementV3
    case masternodeAnnouncementV4
    case paymentRequestRelay
    case paymentRequestCancelled
    case paymentRequestResponse
    case paymentRequestViewed
    case governanceProposal
    case governanceVote
    case getGovernanceState
    case governanceStateResponse
    case connectivityWarning
    case requestUtxoReconciliation
    case utxoReconciliationResponse
    case utxoSetChunk
    case utxoReconciliationChunk
    case operatorMessage
    case msgSubmit
    case msgRelayAck
    case msgFetchPending
    case msgEnvelopes
    case msgReadAck
    case msgAckQuery
    case msgAckResponse
    case msgExpiryNotice
    case msgPubkeyQuery
    case msgPubkeyResponse
    case unknownMessage
}

extension MessageKind {
    /// The name that upstream gives it, as `GetUTXOSet`.
    public var name: String { Self.names[Int(rawValue)] }

    private static let names = allCases.map { kind in
        let name = "\(kind)"
        let acronym = name.hasPrefix("utxo") && !name.hasPrefix("utxoReconciliation")
        return acronym ? "UTXO" + name.dropFirst(4) : name.prefix(1).uppercased() + name.dropFirst()
    }
}
