import Logging
import TimeChain
import TimeModel
import TimeTransport
import TimeWire

/// What the session's state machine wants done.
extension NodeSession {
    func perform(_ effect: SessionCore.Effect, _ writer: PeerWriter) async throws {
        switch effect {
        case .send(let message):
            try await writer.send(message)
        case .serve(let query):
            try await serve(query, writer)
        case .established(let build):
            await node.handle(
                .established(
                    id,
                    NodeCore.Candidate(endpoint: endpoint, role: role, build: build, isEncrypted: isEncrypted)))
        case .report(let report):
            await node.handle(.reported(id, report))
        case .blocks(let blocks, let request):
            // Hashed here, beside other sessions, not on the node's own thread.
            let start = ProcessorTime.ofThread()
            let prepared = blocks.map { PreparedBlock($0.detached) }
            await node.hashed(prepared, answering: request, in: id, processor: ProcessorTime.ofThread() - start)
        case .note(let note):
            report(note)
        case .close(let end):
            throw end
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
        case .masternodes:
            try await writer.send(.masternodesResponse(await node.masternodeList()))
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

    private func report(_ note: SessionNote) {
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
