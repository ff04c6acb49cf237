import Logging
import TimeChain
import TimeModel
import TimeTransport
import TimeWire

/// What the session's state machine wants done.
extension NodeSession {
    /// - Parameter mayBeLeftOut: A message that doesn't have its turn in time isn't sent.
    func perform(_ effect: SessionCore.Effect, _ writer: PeerWriter, mayBeLeftOut: Bool) async throws {
        switch effect {
        case .send(let message) where mayBeLeftOut:
            try await writer.offer(message)
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
            try await serve(.blocksResponse, start, end, writer, BlockPayload.blocksResponse)
        case .blockRange(let start, let end):
            try await serve(.blockRangeResponse, start, end, writer, BlockPayload.blockRangeResponse)
        case .block(let height):
            try await serve(.blockResponse, height, height, writer) { $0.first.map(BlockPayload.blockResponse) ?? [] }
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

    private func serve(
        _ kind: MessageKind, _ start: Height, _ end: Height, _ writer: PeerWriter,
        _ payload: ([[UInt8]]) -> [UInt8]
    ) async throws {
        let answer = await read {
            guard let heights = BlockServing.heights(start: start, end: end, tip: store.tip.height) else {
                return payload([])
            }
            return try node.answers.answer(to: AnswerCache.Question(kind: kind, heights: heights)) {
                payload(
                    try store.blockBytes(
                        from: heights.lowerBound, through: heights.upperBound,
                        maximumCount: NodeLimits.blocksPerRequest, maximumBytes: BlockServing.maximumBytes))
            }
        }
        // A single block that isn't there has no answer.
        if let answer, !answer.isEmpty { try await writer.send(payload: answer) }
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
