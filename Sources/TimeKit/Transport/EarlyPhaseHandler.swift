package import NIOCore
import NIOSSL
import NIOTLS
package import TimeModel

/// Holds a connection until it can carry frames: until the TLS handshake is over, or plaintext was chosen by us or by
/// the peer. Whatever happens, `ready` is completed, in time. Then it leaves the pipeline.
package final class EarlyPhaseHandler: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = ByteBuffer

    private let remote: PeerEndpoint?
    private let limit: TimeAmount
    private let isPlaintext: Bool
    /// True for TLS.
    private var ready: EventLoopPromise<Bool>?
    private var timer: Scheduled<Void>?

    package init(remote: PeerEndpoint?, limit: Duration, isPlaintext: Bool = false, ready: EventLoopPromise<Bool>) {
        self.remote = remote
        self.limit = TimeAmount(limit)
        self.isPlaintext = isPlaintext
        self.ready = ready
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { startTimer(context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        startTimer(context)
        context.fireChannelActive()
        if isPlaintext { succeed(context, isEncrypted: false) }
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted: succeed(context, isEncrypted: true)
        case is FirstByteHandler.PlaintextChosen: succeed(context, isEncrypted: false)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(TransportError(error, .handshake, remote))
        context.close(promise: nil)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        fail(TransportError(.closed, .handshake, remote, reason: "the peer closed the connection before"))
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        fail(TransportError(.closed, .handshake, remote, reason: "the connection is closed"))
    }

    private func startTimer(_ context: ChannelHandlerContext) {
        let limit = limit
        timer = context.eventLoop.assumeIsolated()
            .scheduleTask(in: limit) {
                let seconds = limit.nanoseconds / 1_000_000_000
                self.fail(
                    TransportError(.timedOut, .handshake, self.remote, reason: "not complete within \(seconds) s"))
                context.close(promise: nil)
            }
    }

    private func succeed(_ context: ChannelHandlerContext, isEncrypted: Bool) {
        timer?.cancel()
        let ready = ready.take()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
        ready?.succeed(isEncrypted)
    }

    private func fail(_ error: TransportError) {
        timer?.cancel()
        ready.take()?.fail(error)
    }
}
