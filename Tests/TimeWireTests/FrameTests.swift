import TestSupport
import Testing
import TimeModel
import TimeWire

struct FrameTests {
    @Test func framesEveryInstanceAsTheNodeDoes() throws {
        for instance in try MessageVectorTests.instances() {
            #expect(try Frame.encode(instance.payloadHex.bytes) == instance.frameHex.bytes, "\(instance.name)")
        }
    }

    @Test func takesFramesOutOfAnyPieces() throws {
        let instances = try MessageVectorTests.instances()
        let stream = instances.flatMap(\.frameHex.bytes)
        for chunk in [1, 7, 1000, 65_536] {
            var decoder = FrameDecoder()
            var payloads: [[UInt8]] = []
            for start in stride(from: 0, to: stream.count, by: chunk) {
                decoder.append(stream[start..<min(start + chunk, stream.count)])
                while let payload = try decoder.next() { payloads.append(Array(payload)) }
            }
            #expect(payloads == instances.map(\.payloadHex.bytes))
            #expect(decoder.end() == .clean)
        }
    }

    @Test func neverFindsAFrameAfterAnOversizeOne() throws {
        var decoder = FrameDecoder()
        decoder.append([0, 0x80, 0, 1])
        for _ in 0..<2 {
            let error = #expect(throws: FrameError.self) { try decoder.next() }
            #expect(error?.code == .tooLarge)
            #expect(error?.size == Frame.maximumPayloadSize + 1)
            decoder.append([0, 0, 0, 0])
        }
    }

    @Test func refusesToFrameWhatPeersWouldNotRead() {
        let error = #expect(throws: FrameError.self) {
            try Frame.encode(Array(repeating: 0, count: Frame.maximumPayloadSize + 1))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func putsBlockAnswersTogetherFromStoredBytes() throws {
        let blocks = [EncodedBlock](repeating: NetworkParameters.testnet.genesis, count: 3)
        let stored = blocks.map { Array($0.bytes) }
        let genesis = try #require(blocks.first)
        #expect(BlockPayload.blocksResponse(stored) == Message.blocksResponse(blocks).payload())
        #expect(BlockPayload.blocksResponse([]) == Message.blocksResponse([]).payload())
        #expect(BlockPayload.blockRangeResponse(stored) == Message.blockRangeResponse(blocks).payload())
        #expect(BlockPayload.blockResponse(Array(genesis.bytes)) == Message.blockResponse(genesis).payload())
        #expect(
            BlockPayload.genesisAnnouncement(Array(genesis.bytes)) == Message.genesisAnnouncement(genesis).payload())
    }
}
