import TestSupport
import Testing
import TimeModel
import TimeWire

/// Odd payloads and byte streams, and what the live node made of them (`messages-negative.json`).
struct NegativeVectorTests {
    struct Vectors: Decodable {
        let rejected: [Rejected]
        let accepted: [Accepted]
        let frames: [Stream]
    }

    struct Rejected: Decodable {
        let what: String
        let reason: String
        let payloadHex: HexBytes
    }

    struct Accepted: Decodable {
        let what: String
        let name: String
        let payloadHex: HexBytes
        let canonicalPayloadHex: HexBytes
        let blockHashes: [HexBytes]
    }

    struct Stream: Decodable {
        let what: String
        let result: String
        let name: String?
        /// Absent for a frame of the greatest size: GetChainTip and zeros.
        let bytesHex: HexBytes?
    }

    let vectors: Vectors

    init() throws {
        vectors = try Fixture.decode("messages-negative.json")
    }

    @Test func rejectsWhatTheNodeRejects() {
        for rejected in vectors.rejected {
            let payload = rejected.payloadHex.bytes[...]
            #expect(Message(payload: payload) == .unknownMessage, "\(rejected.what)")
            let error = #expect(throws: BincodeError.self, "\(rejected.what)") { try Message.decode(payload) }
            #expect(error?.code.rawValue == rejected.reason, "\(rejected.what)")
        }
    }

    /// Current blocks cut short, and legacy blocks with bytes after them, which the live node takes for legacy blocks.
    /// A legacy block has to use up its payload here.
    static let stricter: Set = [
        "BlockResponse without its last byte",
        "index 9, total_fees but no treasury: default header",
        "index 9, legacy block with three more bytes",
        "index 23, total_fees but no treasury: default header",
        "index 23, legacy block with three more bytes",
        "new block (default header, no transactions) without its last 1 bytes",
        "new block (default header, no transactions) without its last 2 bytes",
        "new block (default header, no transactions) without its last 8 bytes",
        "new block (default header, no transactions) without its last 9 bytes",
    ]

    @Test func acceptsWhatTheNodeAcceptsExceptLegacyBlocksWithBytesLeftOver() throws {
        for accepted in vectors.accepted {
            let payload = accepted.payloadHex.bytes[...]
            if Self.stricter.contains(accepted.what) {
                #expect(Message(payload: payload) == .unknownMessage, "\(accepted.what)")
                continue
            }
            let message = try Message.decode(payload)
            #expect(message.kind.name == accepted.name, "\(accepted.what)")
            #expect(message.payload() == accepted.canonicalPayloadHex.bytes, "\(accepted.what)")
            #expect(
                message.blocks.map(\.block.header.blockHash.bytes) == accepted.blockHashes.map(\.bytes),
                "\(accepted.what)")
        }
    }

    @Test(arguments: [1, 3, Int.max]) func readsStreamsAsTheNodeDoes(chunk: Int) throws {
        for stream in vectors.frames {
            let outcome = try outcome(of: stream.bytesHex?.bytes ?? Self.greatestFrame(), chunk: max(1, chunk))
            switch stream.result {
            case "clean close": #expect(outcome == Outcome(end: .clean), "\(stream.what)")
            case "message", "UnknownMessage":
                #expect(outcome.messages.map(\.kind.name) == [stream.name], "\(stream.what)")
                #expect(outcome.end == .clean, "\(stream.what)")
            case let error:
                guard case .broken(let found) = outcome.end else {
                    Issue.record("\(stream.what): no error")
                    continue
                }
                #expect(found.code == (error.contains("too large") ? .tooLarge : .truncated), "\(stream.what)")
                #expect(outcome.messages.isEmpty, "\(stream.what)")
            }
        }
    }

    struct Outcome: Equatable {
        var messages: [Message] = []
        var end: FrameDecoder.End
    }

    func outcome(of bytes: [UInt8], chunk: Int) throws -> Outcome {
        var decoder = FrameDecoder()
        var messages: [Message] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            decoder.append(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
            do {
                while let payload = try decoder.next() { messages.append(Message(payload: payload)) }
            } catch {
                return Outcome(messages: messages, end: .broken(error))
            }
        }
        return Outcome(messages: messages, end: decoder.end())
    }

    static func greatestFrame() throws -> [UInt8] {
        let payload = Message.getChainTip.payload()
        return try Frame.encode(payload + Array(repeating: 0, count: Frame.maximumPayloadSize - payload.count))
    }
}

extension Message {
    /// The blocks of a block message.
    fileprivate var blocks: [EncodedBlock] {
        switch self {
        case .blocksResponse(let blocks), .blockRangeResponse(let blocks): blocks
        case .genesisAnnouncement(let block), .blockAnnouncement(let block), .blockResponse(let block),
            .timeLockBlockProposal(let block):
            [block]
        default: []
        }
    }
}
