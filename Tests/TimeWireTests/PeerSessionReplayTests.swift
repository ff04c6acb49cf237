import Testing
import TimeModel
import TimeWire

/// Plays recordings of real nodes to a session in our role and compares its answers with the recorder's.
struct PeerSessionReplayTests {
    /// Requests of the node that the recorder left unanswered and that we answer.
    private static let answeredByDesign: Set<MessageKind> = [.blocksResponse]
    /// What begins a session or keeps it, at times of its own.
    private static let ownInitiative: Set<MessageKind> = [
        .handshake, .ack, .ping, .getGenesisHash, .getPeers, .getMasternodes,
    ]

    struct Played {
        var effects: [PeerSession.Effect] = []
        var answers: [Message] = []
        var recordedAnswers: [Message] = []
    }

    @Test(arguments: [
        ("outbound-h2000", PeerSession.Role.dialer), ("inbound-1", .listener), ("inbound-2", .listener),
    ])
    func `answers a real node as the recorder did`(name: String, role: PeerSession.Role) throws {
        let played = try play(Recording(name), role: role)
        #expect(played.effects.closeReason == nil)
        #expect(played.effects.contains { if case .established = $0 { true } else { false } })
        let ours = played.answers.filter { !Self.answeredByDesign.contains($0.kind) }
        #expect(ours.map(\.kind) == played.recordedAnswers.map(\.kind))
        #expect(ours.map(\.timeless) == played.recordedAnswers.map(\.timeless))
        #expect(ours.count > 10)
    }

    @Test func `takes every answer with blocks for one to a request of ours`() throws {
        let played = try play(Recording("outbound-h2000"), role: .dialer)
        let requests: [Message] = played.effects.compactMap {
            if case .blocks(_, _, answering: let request?) = $0 { request } else { nil }
        }
        let expected: [Message] = [
            .getBlocks(start: 1, end: 50), .getBlocks(start: 1951, end: 2050), .getBlocks(start: 5000, end: 5001),
            .getBlocks(start: 0, end: 0), .getBlocks(start: 60, end: 51), .getBlockRange(start: 10, end: 12),
            .blockRequest(77),
        ]
        #expect(requests == expected + [.requestGenesis])
        let unrequested = played.effects.notes.filter { if case .unrequestedBlocks = $0 { true } else { false } }
        #expect(unrequested == [])
    }

    /// Feeds what the node sent at its times; what the recorder asked for is asked for by us.
    private func play(_ recording: Recording, role: PeerSession.Role) throws -> Played {
        let clock = recording.messages(.received)
            .firstNonNil { if case .ping(let ping) = $0.message { ping } else { nil } }
        var script = try SessionScript(role, wallClock: try #require(clock).timestamp)
        var played = Played()
        let genesis = PeerSession.LocalTip(
            height: 0, hash: NetworkParameters.testnet.genesisHash, isSyncing: false)
        played.effects += script.idle(until: recording.opened)
        played.effects += script.open(genesis)
        for line in recording.lines {
            guard let direction = line.direction, let message = line.message else { continue }
            played.effects += script.idle(until: line.moment)
            switch direction {
            case .received:
                let effects = script.receive(message)
                played.effects += effects
                played.answers += effects.flatMap(shellAnswer).filter { !Self.ownInitiative.contains($0.kind) }
            case .sent where message.isAnswer: played.recordedAnswers.append(message)
            case .sent: played.effects += script.send(message)
            }
        }
        return played
    }

    /// What the shell of a node without blocks and peers would put on the wire.
    private func shellAnswer(_ effect: PeerSession.Effect) -> [Message] {
        switch effect {
        case .send(let message): [message]
        case .serve(.peers): [.peerExchange([])]
        case .serve(.masternodes): [.masternodesResponse([])]
        case .serve(.blocks): [.blocksResponse([])]
        default: []
        }
    }
}

extension Message {
    fileprivate var isAnswer: Bool {
        switch self {
        case .pong, .genesisHashResponse, .chainTipResponse, .blockHashResponse, .peerExchange, .masternodesResponse,
            .mempoolSyncResponse:
            true
        default: false
        }
    }

    /// Without what depends on the second in which it was sent.
    fileprivate var timeless: Message {
        guard case .pong(var heartbeat) = self else { return self }
        heartbeat.timestamp = UnixTime(0)
        return .pong(heartbeat)
    }
}

extension Sequence {
    fileprivate func firstNonNil<Result>(_ transform: (Element) throws -> Result?) rethrows -> Result? {
        for element in self {
            if let result = try transform(element) { return result }
        }
        return nil
    }
}
