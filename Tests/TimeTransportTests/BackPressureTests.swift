import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import TimeModel
import TimeTransport
import TimeWire

@Suite struct BackPressureTests {
    private final class Counter: Sendable {
        private let count = Atomic(0)
        var value: Int { count.load(ordering: .relaxed) }
        func increment() { count.add(1, ordering: .relaxed) }
    }

    /// Counts the reads that reach the socket.
    private final class ReadCounter: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        private let reads: Counter

        init(_ reads: Counter) { self.reads = reads }

        func read(context: ChannelHandlerContext) {
            reads.increment()
            context.read()
        }
    }

    @Test func readingStopsUntilTheConsumerTakes() async throws {
        let reads = Counter()
        let (channel, link) = try await Pipeline.opened(behind: { ReadCounter(reads) })
        let many = (0..<10_000).flatMap { _ in FramingTests.tip }
        try await channel.writeInbound(ByteBuffer(bytes: many))
        #expect(link.inbox.undelivered.count == TransportLimits.undeliveredFrames)
        let before = reads.value
        for _ in 0..<3 { channel.read() }
        await channel.testingEventLoop.run()
        #expect(reads.value == before)

        for _ in 0..<10_000 {
            #expect(link.inbox.undelivered.count <= TransportLimits.undeliveredFrames)
            #expect(try await link.next()?.input == .message(.getChainTip))
        }
        await channel.testingEventLoop.run()
        #expect(reads.value == before + 1)
        _ = try? await channel.finish()
    }

    @Test func fewLargeFramesFillTheInboxByTheirBytes() async throws {
        let (channel, link) = try await Pipeline.opened()
        let frame = FramingTests.frame(.ack(String(repeating: "a", count: 400_000)))
        for _ in 0..<10 { try await channel.writeInbound(ByteBuffer(bytes: frame)) }
        #expect(link.inbox.undelivered.count == 3)
        for _ in 0..<10 { _ = try await link.next() }
        #expect(link.inbox.undelivered.count == 0)
        _ = try? await channel.finish()
    }

    @Test func tenThousandFramesWaitForASlowConsumerAndArriveInOrder() async throws {
        let count = 10_000
        let sent = Counter()
        let filler = String(repeating: "x", count: 6_000)
        let start = Events(of: Void.self)
        let accepted = Events(of: PeerLink.self)
        let arrived = Events(of: Int.self)
        try await Loopback.serving { connection in
            accepted.send(connection.link)
            try? await connection.run { inbound, _ in
                try await start.next()
                var number = 0
                for try await input in inbound {
                    guard input == .message(.ack("\(number) \(filler)")) else { break }
                    number += 1
                }
                arrived.send(number)
            }
        } _: { transport, endpoint in
            let connection = try await transport.dialer().dial(endpoint)
            let receiver = try await accepted.next()
            try await connection.run { _, writer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for number in 0..<count {
                            try await writer.send(.ack("\(number) \(filler)"))
                            sent.increment()
                        }
                    }
                    try await eventually { !receiver.inbox.hasRoom() && !connection.link.channel.isWritable }
                    #expect(receiver.inbox.undelivered.count <= TransportLimits.undeliveredFrames)
                    #expect(receiver.inbox.undelivered.bytes <= TransportLimits.undeliveredBytes + 8_192)
                    #expect(sent.value < count)
                    start.send(())
                    try await group.waitForAll()
                }
            }
            #expect(try await arrived.next() == count)
        }
    }
}
