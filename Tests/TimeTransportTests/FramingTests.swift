import NIOCore
import NIOEmbedded
import Testing
import TimeModel
import TimeTransport
import TimeWire

@Suite struct FramingTests {
    static let tip: [UInt8] = [0, 0, 0, 4, 4, 0, 0, 0]

    static func collect(pieces: [[UInt8]]) async throws -> [PeerInput] {
        let (channel, link) = try await Pipeline.opened()
        for piece in pieces { try await channel.writeInbound(ByteBuffer(bytes: piece)) }
        _ = try? await channel.finish()
        return try await inputs(link)
    }

    private static func inputs(_ link: PeerLink) async throws -> [PeerInput] {
        var inputs: [PeerInput] = []
        while let arrival = try await link.next() { inputs.append(arrival.input) }
        return inputs
    }

    @Test func framesArriveWhateverTheirPieces() async throws {
        let bytes = Self.tip + Self.frame(.ack(String(repeating: "a", count: 300))) + Self.tip
        let expected: [PeerInput] = [
            .message(.getChainTip), .message(.ack(String(repeating: "a", count: 300))), .message(.getChainTip),
        ]
        for size in [1, 2, 3, 4, 5, 7, 64, 311, bytes.count] {
            let pieces = stride(from: 0, to: bytes.count, by: size)
                .map {
                    Array(bytes[$0..<min($0 + size, bytes.count)])
                }
            #expect(try await Self.collect(pieces: pieces) == expected, "in pieces of \(size)")
        }
    }

    @Test func oversizeFrameEndsInputBeforeItsBody() async throws {
        let (channel, link) = try await Pipeline.opened()
        try await channel.writeInbound(ByteBuffer(bytes: Self.tip + [0x00, 0x80, 0x00, 0x01] + Self.tip))
        try await channel.writeInbound(ByteBuffer(bytes: Self.tip))
        #expect(try await Self.inputs(link) == [.message(.getChainTip), .oversizeFrame(8_388_609)])
        _ = try? await channel.finish()
    }

    @Test func littleEndianLengthIsOversize() async throws {
        #expect(try await Self.collect(pieces: [[31, 0, 0, 0, 10]]) == [.oversizeFrame(520_093_696)])
    }

    @Test func endInsideAFrameIsNoCleanEnd() async throws {
        #expect(
            try await Self.collect(pieces: [Self.tip + [0, 0, 0, 9, 1, 2]])
                == [.message(.getChainTip), .truncatedFrame(missing: 7)])
    }

    @Test(arguments: [[], [0], [0, 0, 0]] as [[UInt8]])
    func endInsideALengthIsACleanEnd(rest: [UInt8]) async throws {
        #expect(try await Self.collect(pieces: [Self.tip + rest]) == [.message(.getChainTip)])
    }

    @Test(arguments: [[], [1], [0xFF, 0xFF, 0xFF, 0xFF], [4, 0, 0]] as [[UInt8]])
    func undecodablePayloadIsUnknown(payload: [UInt8]) async throws {
        let frame = [0, 0, 0, UInt8(payload.count)] + payload
        #expect(
            try await Self.collect(pieces: [frame + Self.tip]) == [.message(.unknownMessage), .message(.getChainTip)])
    }

    @Test func largestFramePasses() async throws {
        let frame = [0x00, 0x80, 0x00, 0x00] + [4, 0, 0, 0] + [UInt8](repeating: 7, count: 8_388_604)
        let pieces = stride(from: 0, to: frame.count, by: 65_000)
            .map {
                Array(frame[$0..<min($0 + 65_000, frame.count)])
            }
        #expect(
            try await Self.collect(pieces: pieces + [Self.tip]) == [.message(.getChainTip), .message(.getChainTip)])
    }

    @Test func announcedLengthReservesNothing() throws {
        var assembler = FrameAssembler()
        assembler.append(ByteBuffer(bytes: [0x00, 0x80, 0x00, 0x00, 1]))
        #expect(try assembler.next() == nil)
        #expect(assembler.missing == 8_388_607)
        #expect(assembler.reservedBytes < 1024)
    }

    static func frame(_ message: Message) -> [UInt8] {
        let payload = message.payload()
        return withUnsafeBytes(of: UInt32(payload.count).bigEndian, Array.init) + payload
    }
}
