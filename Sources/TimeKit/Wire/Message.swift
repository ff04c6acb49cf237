public import TimeModel

/// A decoded peer-to-peer message: one case per message of `wire §5`, in the sections of that chapter.
public enum Message: Hashable, Sendable {
    // 5.1 Chain query and block transfer
    case getGenesisHash
    case genesisHashResponse(BlockHash)
    case getBlockHeight
    case blockHeightResponse(Height)
    case getChainTip
    case chainTipResponse(height: Height, hash: BlockHash)
    case getBlocks(start: Height, end: Height)
    case blocksResponse([EncodedBlock])
    case requestGenesis
    indirect case genesisAnnouncement(EncodedBlock)
    indirect case blockAnnouncement(EncodedBlock)
    case blockInventory(Height)
    case blockRequest(Height)
    indirect case blockResponse(EncodedBlock)
    case getBlockHash(Height)
    case blockHashResponse(height: Height, hash: BlockHash?)
    case consensusQuery(height: Height, hash: BlockHash)
    case consensusQueryResponse(agrees: Bool, height: Height, hash: BlockHash)
    case getBlockRange(start: Height, end: Height)
    case blockRangeResponse([EncodedBlock])
    case forkAlert(ForkAlert)
    case getChainWork
    case chainWorkResponse(height: Height, hash: BlockHash, work: UInt128)
    case getChainWorkAt(Height)
    case chainWorkAtResponse(height: Height, hash: BlockHash, work: UInt128)

    // 5.2 Session and peers
    case handshake(Handshake)
    case ack(String)
    indirect case version(VersionNotice)
    case ping(Heartbeat)
    case pong(Heartbeat)
    case getPeers
    case peersResponse([String])
    case peerExchange([PeerExchangeEntry])
    case connectivityWarning(String)
    case operatorMessage(from: String, text: String, timestamp: UnixTime)
    case unknownMessage

    // 5.3 Transactions, mempool, UTXO
    case transactionBroadcast(Transaction)
    case transactionFinalized(id: TransactionID, transaction: Transaction)
    case utxoStateQuery([OutPoint])
    case utxoStateResponse([OutPointState])
    case utxoStateNotification(UTXOStateChange)
    case utxoStateUpdate(OutPointState)
    case subscribe(Subscription)
    case unsubscribe(String)
    case getUTXOSet
    case utxoSetResponse([UTXO])
    case getUTXOStateHash
    case utxoStateHashResponse(hash: Hash256, height: Height, count: UInt64)
    case getPendingTransactions
    case pendingTransactionsResponse([Transaction])
    case mempoolSyncRequest
    case mempoolSyncResponse([MempoolSyncEntry])
    case requestUtxoReconciliation(height: Height, hash: BlockHash)
    case utxoReconciliationResponse(height: Height, outputs: [UTXO])
    case utxoSetChunk(index: UInt32, total: UInt32, outputs: [UTXO])
    case utxoReconciliationChunk(height: Height, index: UInt32, total: UInt32, outputs: [UTXO])

    // 5.4 Votes and finality
    case transactionVoteRequest(TransactionID)
    case transactionVoteResponse(id: TransactionID, preference: String)
    case timeVoteRequest(id: TransactionID, commitment: TransactionID, slot: UInt64, transaction: Transaction?)
    case timeVoteResponse(TimeVote)
    case timeVoteBroadcast(TimeVote)
    case timeProofBroadcast(TimeProof)
    case finalityVoteRequest(id: TransactionID, slot: UInt64)
    case finalityVoteResponse(TimeVote)
    case finalityVoteBroadcast(TimeVote)
    indirect case timeLockBlockProposal(EncodedBlock)
    case timeVotePrepare(BlockVote)
    case timeVotePrecommit(BlockVote)
    case livenessAlert(LivenessAlert)
    case finalityProposal(FinalityProposal)
    case fallbackVote(FallbackVote)

    // 5.5 Masternodes
    case masternodeAnnouncement(MasternodeAnnouncement)
    case masternodeUnlock(address: String, collateral: OutPoint, timestamp: UnixTime, signature: [UInt8])
    case getMasternodes
    case masternodesResponse([MasternodeAnnouncementData])
    case masternodeInactive(address: String, timestamp: UnixTime)
    case getLockedCollaterals
    case lockedCollateralsResponse([LockedCollateralData])
    case masternodeStatusGossip(reporter: String, visible: [String], timestamp: UnixTime)
    case masternodeStartedAtGossip([MasternodeStart])
    case masternodeAnnouncementV2(MasternodeAnnouncement, collateral: OutPoint?)
    case masternodeAnnouncementV3(
        MasternodeAnnouncement, collateral: OutPoint?, certificate: [UInt8], startedAt: UnixTime)
    case masternodeAnnouncementV4(
        MasternodeAnnouncement, collateral: OutPoint?, certificate: [UInt8], startedAt: UnixTime,
        collateralProof: [UInt8])

    // 5.6 Payment requests, governance, messaging
    indirect case paymentRequestRelay(PaymentRequest)
    case paymentRequestCancelled(id: String, requester: String)
    case paymentRequestResponse(id: String, requester: String, payer: String, accepted: Bool, transactionID: String?)
    case paymentRequestViewed(id: String, requester: String, payer: String)
    indirect case governanceProposal(GovernanceProposal)
    case governanceVote(GovernanceVote)
    case getGovernanceState
    case governanceStateResponse(proposals: [GovernanceProposal], votes: [GovernanceVote])
    case msgSubmit(envelope: [UInt8])
    case msgRelayAck(ack: [UInt8])
    case msgFetchPending(recipient: Hash256, since: UnixTime)
    case msgEnvelopes(recipient: Hash256, envelopes: [[UInt8]])
    case msgReadAck(ack: [UInt8], recipientKey: Hash256)
    case msgAckQuery(messageID: Hash256)
    case msgAckResponse(messageID: Hash256, ack: [UInt8]?, delivery: [UInt8]?)
    case msgExpiryNotice(notice: [UInt8])
    case msgPubkeyQuery(addressHash: Hash256)
    case msgPubkeyResponse(addressHash: Hash256, key: Hash256?)

}
