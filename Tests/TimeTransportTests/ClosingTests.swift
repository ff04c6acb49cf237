import NIOCore
import NIOEmbedded
import Testing
import TimeModel
import TimeTransport
import TimeWire

@Suite struct ClosingTests {
    /// A close over unread bytes would reset the connection and lose the notice.
    @Test(arguments: [true, false])
    func lastMessageArrivesAlthoughTheListenerReadsNothing(isEncrypted: Bool) async throws {
        let notice = Message.ack(String(repeating: "please upgrade ", count: 20_000))
        let received = Events(of: Void.self)
        try await Loopback.serving(allowsPlaintext: true) { connection in
            try? await connection.run { _, writer in
                try await received.next()
                try await writer.send(notice)
            }
        } _: { transport, endpoint in
            if isEncrypted {
                try await transport.dialer().dial(endpoint)
                    .run { inbound, writer in
                        for _ in 0..<1_000 { try await writer.send(.getChainTip) }
                        received.send(())
                        #expect(try await inbound.collect() == [.message(notice)])
                    }
            } else {
                try await Loopback.rawClient(to: endpoint) { raw in
                    for _ in 0..<1_000 { try await raw.send(FramingTests.tip) }
                    received.send(())
                    #expect(try await raw.receiveAll() == FramingTests.frame(notice))
                }
            }
        }
    }

    private func sendWithoutEnd(_ writer: PeerWriter) async throws {
        while true { try await writer.send(.getChainTip) }
    }

    @Test func throwingBodyClosesAndItsErrorComesOut() async throws {
        struct Reason: Error {}
        try await Loopback.serving { connection in
            await #expect(throws: Reason.self) { try await connection.run { _, _ in throw Reason() } }
        } _: { transport, endpoint in
            try await transport.dialer().dial(endpoint)
                .run { inbound, writer in
                    let inputs = try await inbound.collect()
                    #expect(inputs.isEmpty)
                    await #expect(throws: TransportError.self) { try await sendWithoutEnd(writer) }
                }
        }
    }

    @Test func inputsThatArrivedBeforeTheEndAreDelivered() async throws {
        let begin = Events(of: Void.self)
        let arrived = Events(of: [PeerInput].self)
        try await Loopback.serving { connection in
            try? await connection.run { inbound, _ in
                try await begin.next()
                arrived.send(try await inbound.collect())
            }
        } _: { transport, endpoint in
            let connection = try await transport.dialer().dial(endpoint)
            try await connection.run { _, writer in
                for number in 0..<500 { try await writer.send(.ack("\(number)")) }
            }
            begin.send(())
            #expect(try await arrived.next() == (0..<500).map { .message(.ack("\($0)")) })
        }
    }

    /// Swallows the end of our side, as a peer that never sees it.
    private final class NoHalfClose: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            if mode == .all { context.close(promise: promise) }
        }
    }

    @Test func closeIsBoundedWhenThePeerDoesNotEnd() async throws {
        let (channel, link) = try await Pipeline.opened(behind: { NoHalfClose() })
        try await channel.testingEventLoop.executeInContext { channel.isWritable = false }
        let closing = Task { await link.close() }
        while try await !channel.testingEventLoop.executeInContext({ link.handler.value.isClosing }) {
            await Task.yield()
        }
        await #expect(throws: TransportError.self) { try await link.send([4, 0, 0, 0]) }
        await channel.testingEventLoop.advanceTime(by: TimeAmount(TransportLimits.closing))
        await closing.value
        #expect(!channel.isActive)
        #expect(try await link.next()?.input == nil)
    }
}
