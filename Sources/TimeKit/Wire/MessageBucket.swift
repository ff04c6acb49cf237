/// A share of what one peer may send us, common to several kinds of message (`wire §12.1`).
package enum MessageBucket: Hashable, Sendable, CaseIterable {
    case transaction
    case finalizedTransaction
    case blockRequest
    case peerRequest
    case masternodeRequest
    case masternodeList
    case masternodeAnnouncement
    case block
    case vote
    case sync
    case general

    package var allowance: Allowance {
        switch self {
        case .transaction: WireLimits.transactionsTaken
        case .finalizedTransaction: WireLimits.finalizedTransactionsTaken
        case .blockRequest: WireLimits.blockRequestsTaken
        case .peerRequest: WireLimits.peerRequestsTaken
        case .masternodeRequest: WireLimits.masternodeRequestsTaken
        case .masternodeList: WireLimits.masternodeListsTaken
        case .masternodeAnnouncement: WireLimits.masternodeAnnouncementsTaken
        case .block: WireLimits.blocksTaken
        case .vote: WireLimits.votesTaken
        case .sync: WireLimits.listsTaken
        case .general: WireLimits.generalMessagesTaken
        }
    }
}

extension MessageKind {
    /// The bucket this kind is counted in, or nil for the few that keep a session alive.
    package var bucket: MessageBucket? {
        switch self {
        case .handshake, .ack, .version, .ping, .pong: nil
        case .transactionBroadcast: .transaction
        case .transactionFinalized: .finalizedTransaction
        case .getBlocks: .blockRequest
        case .getPeers: .peerRequest
        case .getMasternodes: .masternodeRequest
        case .masternodesResponse: .masternodeList
        case .masternodeAnnouncement, .masternodeAnnouncementV2, .masternodeAnnouncementV3, .masternodeAnnouncementV4:
            .masternodeAnnouncement
        case .blockAnnouncement, .blockResponse, .timeLockBlockProposal: .block
        case .transactionVoteRequest, .transactionVoteResponse, .timeVoteRequest, .timeVoteResponse, .timeVoteBroadcast,
            .finalityVoteRequest, .finalityVoteResponse, .finalityVoteBroadcast, .timeVotePrepare, .timeVotePrecommit:
            .vote
        case .blocksResponse, .blockRangeResponse, .utxoSetResponse, .utxoSetChunk, .utxoReconciliationResponse,
            .utxoReconciliationChunk:
            .sync
        default: .general
        }
    }

    /// Whether a node that is still catching up looks at it (`wire §10.6`).
    package var isHandledWhileSyncing: Bool {
        switch rawValue {
        case 0...11, 20...23, 35...37, 42...46, 49...51: true
        default: false
        }
    }
}
