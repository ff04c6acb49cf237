public import TimeModel

extension PeerSession {
    /// What can happen to a session.
    public enum Event: Hashable, Sendable {
        /// The connection stands, TLS included.
        case opened(LocalTip)
        /// Our chain has moved, or begun or ended catching up.
        case localTip(LocalTip)
        /// The peer has been whitelisted, or is no longer.
        case leniency(Leniency)
        case received(Message)
        /// The byte stream has lost its frames and can't be read on.
        case undecodableFrame(FrameError)
        /// About once a second.
        case tick
        /// The node wants this sent; it is refused with a note if peers would hold it against us.
        case send(Message)
        /// The node passes on what a masternode says of itself.
        case relay(MasternodeClaim)
    }

    /// What a session wants done.
    public enum Effect: Hashable, Sendable {
        case send(Message)
        /// Look this up and answer on the same connection.
        case serve(Query)
        /// Both sides take each other for peers. The build is nil for a dialer whose peer's handshake comes later.
        case established(build: UInt32?)
        case peerTip(height: Height, hash: BlockHash)
        /// A height without a hash: of a ping, a pong or an inventory.
        case peerAnnouncedHeight(Height)
        /// Blocks that came as this kind of message: in answer to a request of ours, or, as proposals and announcements
        /// do, by themselves. Unverified. An empty answer says that the peer lacks them.
        case blocks([EncodedBlock], MessageKind, answering: Message?)
        /// The peer's block hash at a height, nil if it has none there.
        case blockHash(height: Height, hash: BlockHash?)
        /// Peers that the peer knows of: hearsay.
        case peers([PeerExchangeEntry])
        /// A masternode announces itself, or the peer passes that on: of others it is hearsay.
        case announced(MasternodeClaim)
        /// Masternodes that the peer knows of: hearsay.
        case masternodes([MasternodeAnnouncementData])
        /// The addresses of masternodes that the peer says to see: hearsay.
        case visibleMasternodes([String])
        /// A pong came in time, so long after its ping.
        case roundTrip(Duration)
        /// A pong came after its ping had been missed: slow, but there. It clears the count of missed pings.
        case latePong(Duration)
        /// A ping has no pong in the time allowed; said once per ping.
        case missedPing
        /// Close the connection once what came before is sent. The last effect of a session.
        case close(CloseReason)
        /// Nothing to do; for logs and metrics.
        case note(SessionNote)
    }

    /// What only the store or the peer book can answer.
    public enum Query: Hashable, Sendable {
        /// Answered with `BlocksResponse`, empty for what we lack; the heights as `BlockServing` says.
        case blocks(start: Height, end: Height)
        /// Answered with `BlockRangeResponse`.
        case blockRange(start: Height, end: Height)
        /// Answered with `BlockResponse`, or not at all if we lack it.
        case block(Height)
        /// Answered with `answer(blockHash:)`.
        case blockHash(Height)
        /// Answered with `answer(blockHash:)`.
        case consensus(height: Height, hash: BlockHash)
        /// Answered with `PeerExchange`.
        case peers
        /// Answered with `MasternodesResponse`.
        case masternodes

        /// The answer to a question about a block hash, given ours at that height, if we have one.
        public func answer(blockHash: BlockHash?) -> Message? {
            switch self {
            case .blockHash(let height): .blockHashResponse(height: height, hash: blockHash)
            case .consensus(let height, let hash):
                .consensusQueryResponse(agrees: hash == blockHash, height: height, hash: blockHash ?? .zero)
            case .blocks, .blockRange, .block, .peers, .masternodes: nil
            }
        }
    }
}
