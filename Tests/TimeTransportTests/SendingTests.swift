import NIOCore
import NIOEmbedded
import Testing
import TimeModel
import TimeTransport
import TimeWire

@Suite struct SendingTests {
    private func setWritable(_ isWritable: Bool, _ channel: NIOAsyncTestingChannel) async throws {
        try await channel.testingEventLoop.executeInContext {
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        }
    }

    private func waitingSends(_ link: PeerLink, _ channel: NIOAsyncTestingChannel) async throws -> Int {
        try await channel.testingEventLoop.executeInContext { link.handler.value.sendQueue.waitingCount }
    }

    private func waitForSend(_ link: PeerLink, _ channel: NIOAsyncTestingChannel) async throws {
        while try await waitingSends(link, channel) != 1 { await Task.yield() }
    }

    @Test func largePayloadLeavesInSlicesAndWhole() async throws {
        let (channel, link) = try await Pipeline.opened()
        let payload = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 / 7) }
        try await link.send(payload)
        var sent: [UInt8] = []
        while sent.count < payload.count + 4 {
            let slice = try await channel.waitForOutboundWrite(as: ByteBuffer.self)
            #expect(slice.readableBytes <= 65_536)
            sent += slice.readableBytesView
        }
        #expect(sent == [0x00, 0x0F, 0x42, 0x43] + payload)
        _ = try? await channel.finish()
    }

    @Test(arguments: [0, 1, 65_531, 65_532, 65_533, 131_068])
    func framesAreWholeAtTheEdgesOfASlice(size: Int) async throws {
        let (channel, link) = try await Pipeline.opened()
        let payload = [UInt8](repeating: 5, count: size)
        try await link.send(payload)
        try await link.send([4, 0, 0, 0])
        var sent: [UInt8] = []
        while sent.count < size + 12 {
            sent += try await channel.waitForOutboundWrite(as: ByteBuffer.self).readableBytesView
        }
        let header = withUnsafeBytes(of: UInt32(size).bigEndian, Array.init)
        #expect(sent == header + payload + FramingTests.tip)
        _ = try? await channel.finish()
    }

    @Test func sendingWaitsUntilThePeerTakes() async throws {
        let (channel, link) = try await Pipeline.opened()
        try await setWritable(false, channel)
        let sends = Task { try await link.send([4, 0, 0, 0]) }
        try await waitForSend(link, channel)
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == nil)
        try await setWritable(true, channel)
        _ = try await sends.value
        #expect(try await channel.waitForOutboundWrite(as: ByteBuffer.self) == ByteBuffer(bytes: FramingTests.tip))
        _ = try? await channel.finish()
    }

    @Test func peerThatTakesNothingIsClosedAfterTheLimit() async throws {
        let (channel, link) = try await Pipeline.opened(writeStallLimit: .seconds(60))
        try await setWritable(false, channel)
        let send = Task { try await link.send([4, 0, 0, 0]) }
        try await waitForSend(link, channel)
        await channel.testingEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        await channel.testingEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
        let error = await #expect(throws: TransportError.self) { try await send.value }
        #expect(error?.code == .writeStalled)
        await #expect(throws: TransportError.self) { try await link.next() }
    }

    @Test func whoMayTakeHisTimeIsNotClosed() async throws {
        let (channel, link) = try await Pipeline.opened(writeStallLimit: .seconds(60))
        try await setWritable(false, channel)
        let send = Task { try await link.send([4, 0, 0, 0]) }
        try await waitForSend(link, channel)
        link.setWriteStallLimit(nil)
        await channel.testingEventLoop.advanceTime(by: .seconds(3_600))
        #expect(channel.isActive)
        try await setWritable(true, channel)
        _ = try await send.value
        _ = try? await channel.finish()
    }

    @Test func whatMayBeLeftOutWaitsForItsTurn() async throws {
        let (channel, link) = try await Pipeline.opened()
        try await setWritable(false, channel)
        let send = Task { try await link.send([4, 0, 0, 0], mayBeLeftOut: true) }
        try await waitForSend(link, channel)
        await channel.testingEventLoop.advanceTime(by: .seconds(59))
        try await setWritable(true, channel)
        _ = try await send.value
        #expect(try await channel.waitForOutboundWrite(as: ByteBuffer.self) == ByteBuffer(bytes: FramingTests.tip))
        // Its patience ended with it.
        await channel.testingEventLoop.advanceTime(by: .seconds(3_600))
        try await link.send([4, 0, 0, 0], mayBeLeftOut: true)
        #expect(try await channel.waitForOutboundWrite(as: ByteBuffer.self) == ByteBuffer(bytes: FramingTests.tip))
        _ = try? await channel.finish()
    }

    @Test func whatMayBeLeftOutIsWhileThePeerTakesNothing() async throws {
        let (channel, link) = try await Pipeline.opened()
        try await setWritable(false, channel)
        let send = Task { try await link.send([4, 0, 0, 0], mayBeLeftOut: true) }
        try await waitForSend(link, channel)
        await channel.testingEventLoop.advanceTime(by: .seconds(60))
        let error = await #expect(throws: TransportError.self) { try await send.value }
        #expect(error?.code == .busy)
        let next = await #expect(throws: TransportError.self) { try await link.send([4, 0, 0, 0], mayBeLeftOut: true) }
        #expect(next?.code == .busy)
        let answer = Task { try await link.send([5, 0, 0, 0]) }
        try await waitForSend(link, channel)
        try await setWritable(true, channel)
        _ = try await answer.value
        try await link.send([4, 0, 0, 0], mayBeLeftOut: true)
        #expect(
            try await channel.waitForOutboundWrite(as: ByteBuffer.self) == ByteBuffer(bytes: [0, 0, 0, 4, 5, 0, 0, 0]))
        #expect(try await channel.waitForOutboundWrite(as: ByteBuffer.self) == ByteBuffer(bytes: FramingTests.tip))
        _ = try? await channel.finish()
    }

    @Test func progressStartsTheLimitAgain() async throws {
        let (channel, link) = try await Pipeline.opened(writeStallLimit: .seconds(60))
        try await setWritable(false, channel)
        let send = Task { try await link.send([UInt8](repeating: 1, count: 200_000)) }
        try await waitForSend(link, channel)
        await channel.testingEventLoop.advanceTime(by: .seconds(59))
        try await setWritable(true, channel)
        _ = try await send.value
        try await setWritable(false, channel)
        await channel.testingEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        _ = try? await channel.finish()
    }

    @Test func cancelledSendLeavesTheQueue() async throws {
        let (channel, link) = try await Pipeline.opened()
        try await setWritable(false, channel)
        let send = Task { try await link.send([4, 0, 0, 0]) }
        try await waitForSend(link, channel)
        send.cancel()
        await #expect(throws: CancellationError.self) { try await send.value }
        #expect(try await waitingSends(link, channel) == 0)
        try await setWritable(true, channel)
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == nil)
        _ = try? await channel.finish()
    }

    @Test func oversizePayloadIsRefusedBeforeItLeaves() async throws {
        try await Loopback.serving { connection in
            try? await connection.run { inbound, _ in _ = try await inbound.collect() }
        } _: { transport, endpoint in
            try await transport.dialer().dial(endpoint)
                .run { _, writer in
                    let error = await #expect(throws: TransportError.self) {
                        try await writer.send(payload: [UInt8](repeating: 0, count: 8_388_609))
                    }
                    #expect(error?.code == .frameTooLarge)
                    try await writer.send(payload: [UInt8](repeating: 4, count: 8_388_608))
                }
        }
    }
}
