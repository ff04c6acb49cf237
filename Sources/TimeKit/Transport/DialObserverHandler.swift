import NIOCore
import TimeModel

/// Stands before TLS and tells an observer what comes. Leaves the pipeline once it has told enough.
final class DialObserverHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let observer: DialObserver
    private var received: [UInt8] = []

    init(_ observer: DialObserver) { self.observer = observer }

    func channelActive(context: ChannelHandlerContext) {
        observer.connected(PeerEndpoint(context.channel.localAddress))
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let room = TransportLimits.observedBytes - received.count
        received += unwrapInboundIn(data).readableBytesView.prefix(room)
        observer.received(received)
        context.fireChannelRead(data)
        guard received.count == TransportLimits.observedBytes else { return }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
