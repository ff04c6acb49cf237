package import TimeChain
package import TimeModel
package import TimeWire

/// What one session decides, with what it tells the node of it: a pure state machine, the same in the daemon and in the
/// simulation.
package struct SessionCore: Sendable {
    package enum Effect: Sendable {
        case send(Message)
        /// Look this up and answer on the same connection.
        case serve(PeerSession.Query)
        /// The handshake is complete; the build number is a peer's that dialled us.
        case established(build: UInt32?)
        case report(SessionReport)
        /// Blocks to be hashed and reported, as an answer to this request.
        case blocks([EncodedBlock], answering: BlockRequest)
        case note(SessionNote)
        /// The last effect of a session.
        case close(SessionEnd)
    }

    private var session: PeerSession

    package init(_ configuration: PeerSession.Configuration, nonces: any RandomNumberGenerator & Sendable) {
        session = PeerSession(configuration, nonces: nonces)
    }

    package mutating func handle(_ event: PeerSession.Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        session.handle(event, at: now, wallClock: wallClock).compactMap(Self.effect)
    }

    /// Does what the node asks of its session.
    package mutating func obey(_ command: SessionCommand, at now: Moment, wallClock: UnixTime) -> [Effect] {
        switch command {
        case .askTip:
            return handle(.send(.getChainTip), at: now, wallClock: wallClock)
        case .request(let request):
            let effects = session.handle(.send(request.message), at: now, wallClock: wallClock)
            let isSent = effects.contains(.send(request.message))
            return effects.compactMap(Self.effect) + (isSent ? [] : [.report(.notSent(request))])
        case .localTip(let tip):
            return handle(.localTip(tip), at: now, wallClock: wallClock)
        case .leniency(let leniency):
            return handle(.leniency(leniency), at: now, wallClock: wallClock)
        case .close(let end):
            return [.close(end)]
        }
    }

    private static func effect(_ effect: PeerSession.Effect) -> Effect? {
        switch effect {
        case .send(let message): .send(message)
        case .serve(let query): .serve(query)
        case .established(let build): .established(build: build)
        case .peerTip(let height, let hash): .report(.tip(height: height, hash: hash))
        case .blocks(let blocks, _, let request): request?.blockRequest.map { .blocks(blocks, answering: $0) }
        case .announced(let announcement, let collateral): .report(.announced(announcement, collateral: collateral))
        case .close(let reason): .close(.closedBySession(reason))
        case .note(let note): .note(note)
        case .peerAnnouncedHeight, .blockHash, .peers, .masternodes, .roundTrip, .latePong, .missedPing: nil
        }
    }
}

/// What a session tells its node.
package enum SessionReport: Sendable {
    case tip(height: Height, hash: BlockHash)
    case blocks([PreparedBlock], answering: BlockRequest)
    /// The request was not sent, since it would have broken a limit of the peer's.
    case notSent(BlockRequest)
    /// The peer says of itself that it is a masternode.
    case announced(MasternodeAnnouncement, collateral: OutPoint?)
}

extension Message {
    /// The range that this message asks for, if it is one of the downloader's requests.
    fileprivate var blockRequest: BlockRequest? {
        switch self {
        case .getBlocks(let start, let end) where start <= end: BlockRequest(range: start...end, kind: .getBlocks)
        case .getBlockRange(let start, let end) where start <= end:
            BlockRequest(range: start...end, kind: .getBlockRange)
        default: nil
        }
    }
}
