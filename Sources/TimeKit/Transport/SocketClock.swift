import NIOCore

/// Stands next to the socket, before TLS, and keeps the time.
final class SocketClock: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private(set) var latestRead = ContinuousClock.now

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        latestRead = .now
        context.fireChannelRead(data)
    }
}
