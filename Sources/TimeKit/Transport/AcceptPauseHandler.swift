import NIOCore

/// Pauses a listening socket that can't accept, out of file descriptors, say: what waits to be accepted would wake it
/// again at once, for ever. (NIO's `AcceptBackoffHandler` delays the next read and leaves the socket registered.)
final class AcceptPauseHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private var resumption: Scheduled<Void>?

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError, resumption == nil else { return }
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        resumption = context.eventLoop.assumeIsolated()
            .scheduleTask(in: TimeAmount(TransportLimits.acceptPause)) {
                self.resumption = nil
                try? context.channel.syncOptions?.setOption(.autoRead, value: true)
            }
    }

    func handlerRemoved(context: ChannelHandlerContext) { resumption?.cancel() }
}
