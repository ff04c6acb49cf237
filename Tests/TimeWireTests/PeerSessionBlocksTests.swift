import Testing
import TimeModel
import TimeWire

struct PeerSessionBlocksTests {
    private static let answered: [(Message, Message, [EncodedBlock])] = {
        let two = [EncodedBlock.empty(at: 10), .empty(at: 11)]
        let gap = [EncodedBlock.empty(at: 10), .empty(at: 12)]
        let genesis = NetworkParameters.testnet.genesis
        return [
            (.getBlocks(start: 10, end: 59), .blocksResponse(two), two),
            (.getBlocks(start: 10, end: 59), .blocksResponse([]), []),
            (.getBlocks(start: 0, end: 0), .blocksResponse([genesis]), [genesis]),
            (.getBlockRange(start: 10, end: 12), .blockRangeResponse(gap), gap),
            (.blockRequest(10), .blockResponse(two[0]), [two[0]]),
            (.requestGenesis, .genesisAnnouncement(genesis), [genesis]),
        ]
    }()

    @Test(arguments: answered)
    func `hands out the answer to a request once`(request: Message, answer: Message, blocks: [EncodedBlock]) throws {
        var script = try SessionScript.established()
        #expect(script.send(request) == [.send(request)])
        #expect(script.session.isAwaitingBlocks)
        #expect(script.receive(answer) == [.blocks(blocks, answer.kind, answering: request)])
        #expect(!script.session.isAwaitingBlocks)
        #expect(script.receive(answer) == [.note(.unrequestedBlocks(answer.kind, count: blocks.count))])
    }

    private static let unrelated: [(String, Message)] = [
        ("another range", .blocksResponse([.empty(at: 60)])), ("a height before it", .blocksResponse([.empty(at: 9)])),
        ("the same twice", .blocksResponse([.empty(at: 10), .empty(at: 10)])),
        ("backwards", .blocksResponse([.empty(at: 11), .empty(at: 10)])),
        ("beyond its end", .blocksResponse([.empty(at: 59), .empty(at: 60)])),
        ("another kind", .blockRangeResponse([.empty(at: 10)])), ("a single block", .blockResponse(.empty(at: 10))),
        ("genesis", .genesisAnnouncement(NetworkParameters.testnet.genesis)),
        ("the end of 64 bits", .blocksResponse([.empty(at: Height(.max)), .empty(at: Height(.max))])),
    ]

    @Test(arguments: unrelated)
    func `drops blocks that nobody asked for`(name: String, answer: Message) throws {
        var script = try SessionScript.established()
        _ = script.send(.getBlocks(start: 10, end: 59))
        let notes = script.receive(answer).notes
        guard case .unrequestedBlocks(answer.kind, _) = try #require(notes.first) else {
            Issue.record("\(name) was taken for the answer")
            return
        }
        #expect(script.session.isAwaitingBlocks)
    }

    @Test func `answers find their requests in any order, empty ones the oldest`() throws {
        var script = try SessionScript.established()
        let first = Message.getBlocks(start: 1, end: 50)
        let second = Message.getBlocks(start: 51, end: 100)
        _ = script.send(first)
        _ = script.send(second)
        let block = EncodedBlock.empty(at: 51)
        #expect(script.receive(.blocksResponse([block])) == [.blocks([block], .blocksResponse, answering: second)])
        #expect(script.receive(.blocksResponse([])) == [.blocks([], .blocksResponse, answering: first)])
    }

    @Test func `a request up to the end of 64 bits is matched without overflow`() throws {
        var script = try SessionScript.established()
        let request = Message.getBlockRange(start: 1, end: Height(.max))
        _ = script.send(request)
        let blocks = [EncodedBlock.empty(at: Height(.max))]
        #expect(
            script.receive(.blockRangeResponse(blocks)) == [.blocks(blocks, .blockRangeResponse, answering: request)])
    }

    @Test func `a request that stays unanswered is forgotten after two minutes`() throws {
        var script = try SessionScript.established()
        _ = script.send(.blockRequest(99_999))
        _ = script.idle(.seconds(119))
        #expect(script.session.isAwaitingBlocks)
        _ = script.idle(.seconds(1))
        #expect(!script.session.isAwaitingBlocks)
    }

    @Test func `proposals and announcements come by themselves`() throws {
        let block = EncodedBlock.empty(at: 2001)
        var script = try SessionScript.established()
        for message in [Message.timeLockBlockProposal(block), .blockAnnouncement(block)] {
            #expect(script.receive(message) == [.blocks([block], message.kind, answering: nil)])
        }
    }
}
