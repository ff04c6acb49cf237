import Logging
import TimeChain
import TimeModel
import TimeTransport
import TimeWire

/// What the session's state machine wants done.
extension NodeSession {
    func perform(_ effect: PeerSession.Effect, _ writer: PeerWriter) async throws {
        switch effect {
        case .send(let message):
            try await writer.send(message)
        case .serve(let query):
            try await serve(query, writer)
        case .established(let build):
            if let refusal = await node.admit(self, build: build) { throw SessionEnd.refused(refusal) }
        case .peerTip(let height, let hash):
            await node.heardTip(of: remote, height: height, hash: hash)
        case .blocks(let blocks, _, let request):
            guard let request = request?.blockRequest else { return }
            await node.received(blocks.map { PreparedBlock($0.detached) }, answering: request, from: remote)
        case .announced(let announcement, let collateral):
            await node.announced(announcement, collateral: collateral, by: remote)
        case .close(let reason):
            throw SessionEnd.closedBySession(reason)
        case .note(let note):
            await report(note)
        case .peerAnnouncedHeight, .blockHash, .peers, .masternodes, .roundTrip, .latePong, .missedPing:
            return
        }
    }

    /// Answers from the store, with the bytes that it holds. If it can't be read, nobody gets an answer.
    private func serve(_ query: PeerSession.Query, _ writer: PeerWriter) async throws {
        switch query {
        case .blocks(let start, let end):
            guard let blocks = await stored(start: start, end: end) else { return }
            try await writer.send(payload: BlockPayload.blocksResponse(blocks))
        case .blockRange(let start, let end):
            guard let blocks = await stored(start: start, end: end) else { return }
            try await writer.send(payload: BlockPayload.blockRangeResponse(blocks))
        case .block(let height):
            guard let block = await stored(start: height, end: height)?.first else { return }
            try await writer.send(payload: BlockPayload.blockResponse(block))
        case .blockHash(let height), .consensus(let height, _):
            guard let hash = await read({ try store.blockHash(at: height) }),
                let answer = query.answer(blockHash: hash)
            else { return }
            try await writer.send(answer)
        case .peers:
            try await writer.send(.peerExchange(await node.peerExchange()))
        }
    }

    private func stored(start: Height, end: Height) async -> [[UInt8]]? {
        guard let heights = BlockServing.heights(start: start, end: end, tip: store.tip.height) else { return [] }
        return await read {
            try store.blockBytes(
                from: heights.lowerBound, through: heights.upperBound, maximumCount: NodeLimits.blocksPerRequest,
                maximumBytes: BlockServing.maximumBytes)
        }
    }

    private func read<Value>(_ body: () throws -> Value) async -> Value? {
        do {
            return try body()
        } catch {
            await node.storeFailed(error)
            return nil
        }
    }

    private func report(_ note: SessionNote) async {
        switch note {
        case .sendRefused(let kind, let refusal):
            logger.debug(
                "message not sent",
                metadata: ["peer": "\(remote)", "message": "\(kind.name)", "why": "\(refusal)"])
        case .overLimit, .droppedWhileSyncing:
            logger.trace("message dropped", metadata: ["peer": "\(remote)", "note": "\(note)"])
        default:
            logger.debug("session", metadata: ["peer": "\(remote)", "note": "\(note)"])
        }
    }
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
