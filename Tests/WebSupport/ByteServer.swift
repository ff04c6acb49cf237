import NIOCore
import NIOPosix
public import NIOSSL

/// Something on a port of loopback that is no peer, or behaves like none: it sends bytes, and takes no interest in those
/// that come.
public final class ByteServer: Sendable {
    /// What it sends to each connection.
    public struct Talk: Sendable {
        let bytes: [UInt8]
        let waits: Bool
        let drip: TimeAmount?
        let closes: Bool

        /// - Parameters:
        ///   - waits: Not before the other side has sent something.
        ///   - drip: Byte by byte, with so much between two; nil: all at once.
        ///   - closes: Closes afterwards.
        public init(_ bytes: [UInt8], waits: Bool = false, drip: Duration? = nil, closes: Bool = false) {
            self.bytes = bytes
            self.waits = waits
            self.drip = drip.map { TimeAmount($0) }
            self.closes = closes
        }
    }

    private let channel: any Channel
    public let endpoint: String

    public init(address: String, tls: NIOSSLContext? = nil, _ talk: Talk) async throws {
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Talking(talk))
                }
            }
            .bind(host: address, port: 0).get()
        endpoint = "\(address):\(channel.localAddress?.port ?? 0)"
    }

    public func close() async { try? await channel.close() }
}

private final class Talking: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let talk: ByteServer.Talk
    private var hasBegun = false

    init(_ talk: ByteServer.Talk) { self.talk = talk }

    func channelActive(context: ChannelHandlerContext) {
        if !talk.waits { begin(context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { begin(context) }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        guard let drip = talk.drip else { return end(talk.bytes, context) }
        dribble(talk.bytes[...], drip, context)
    }

    private func dribble(_ bytes: ArraySlice<UInt8>, _ drip: TimeAmount, _ context: ChannelHandlerContext) {
        guard context.channel.isActive, let first = bytes.first else { return end([], context) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [first])), promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: drip) { self.dribble(bytes.dropFirst(), drip, context) }
    }

    private func end(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        if !bytes.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil) }
        if talk.closes { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
