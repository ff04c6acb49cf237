import NIOCore
import NIOEmbedded
import Testing
import TimeModel
import TimeTransport

@Suite struct EarlyPhaseTests {
    /// An accepted socket's pipeline, with the clock in hand.
    private func accepted(allowsPlaintext: Bool = false) throws -> (EmbeddedChannel, OpeningConnection) {
        let channel = EmbeddedChannel()
        let first = FirstByteHandler(identity: try TLSIdentity(), allowsPlaintext: allowsPlaintext)
        try channel.pipeline.syncOperations.addHandler(first)
        let opening = try OpeningConnection(
            channel, remote: try Loopback.endpoint(), limit: TransportLimits.tlsHandshake)
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        try channel.connect(to: address).wait()
        channel.localAddress = address
        return (channel, opening)
    }

    private func code(of opening: OpeningConnection) -> TransportError.Code? {
        #expect(throws: TransportError.self) { try opening.ready.wait() }?.code
    }

    @Test(arguments: [[], [0x16, 3, 1, 0x7F]] as [[UInt8]])
    func socketThatDoesNotFinishItsHandshakeIsClosedAfterTenSeconds(bytes: [UInt8]) throws {
        let (channel, opening) = try accepted()
        if !bytes.isEmpty { try channel.writeInbound(ByteBuffer(bytes: bytes)) }
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(9_999))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(code(of: opening) == .timedOut)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func limitEndsWithTheChoiceOfPlaintext() throws {
        let (channel, opening) = try accepted(allowsPlaintext: true)
        try channel.writeInbound(ByteBuffer(bytes: [0, 0]))
        #expect(try opening.ready.wait().isEncrypted == false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        _ = try? channel.finish()
    }

    @Test(arguments: [0x00, 0x01, 0x15, 0x17, 0x47, 0xFF] as [UInt8])
    func anyOtherFirstByteCloses(byte: UInt8) throws {
        let (channel, opening) = try accepted()
        try channel.writeInbound(ByteBuffer(bytes: [byte, 1, 2, 3]))
        #expect(code(of: opening) == .tlsFailed)
        #expect(!channel.isActive)
    }

    @Test func silentProbeEndsQuietly() throws {
        let (channel, opening) = try accepted()
        _ = try channel.finish()
        #expect(code(of: opening) == .closed)
    }
}
