import Testing
import TimeModel
import TimeWire

/// Plays what the recorder asked a real node to a listener of ours: it answers as many, and the same ones.
struct PeerSessionLimitReplayTests {
    @Test(arguments: [("limits-120-in-10s", 100), ("limits-25-similar", 21), ("limits-same-range", 20)])
    func `answers the block requests that a real node answered`(name: String, count: Int) throws {
        let recording = try Recording(name)
        var script = try listener()
        var ours: [Bool] = []
        var recorded: [Bool] = []
        for line in recording.lines {
            guard let direction = line.direction, let kind = line.kind else { continue }
            switch (direction, kind) {
            case (.sent, .getBlocks):
                _ = script.idle(until: line.moment)
                ours.append(!script.receive(try #require(line.message)).queries.isEmpty)
                recorded.append(false)
            case (.received, .blocksResponse): recorded[recorded.count - 1] = true
            default: break
            }
        }
        #expect(ours == recorded)
        #expect(ours.count { $0 } == count)
    }

    @Test func `answers five of fifteen requests for peers and six of fifteen for masternodes`() throws {
        let recording = try Recording("limits-same-range")
        var script = try listener()
        var effects: [PeerSession.Effect] = []
        for (moment, message) in recording.messages(.sent) where [.getPeers, .getMasternodes].contains(message.kind) {
            effects += script.idle(until: moment)
            effects += script.receive(message)
        }
        #expect(effects.queries.count { $0 == .peers } == 5)
        #expect(effects.queries.count { $0 == .masternodes } == 6)
        #expect(effects.notes.count { $0 == .overLimit(.getPeers) } == 10)
        #expect(effects.closeReason == nil)
    }

    private func listener() throws -> SessionScript {
        try SessionScript.established(.listener, tip: SessionScript.tip)
    }
}

extension Recording.Line {
    /// The kind of a payload that the recording has cut.
    fileprivate var kind: MessageKind? {
        guard let bytes = payload?.prefix(4), bytes.count == 4 else { return nil }
        return MessageKind(rawValue: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
}
