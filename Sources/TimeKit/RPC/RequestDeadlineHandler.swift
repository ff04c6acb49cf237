import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request takes too long, by sending it in drips or by not taking the answer.
final class RequestDeadlineHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private let patience: TimeAmount
    private var deadline: Scheduled<Void>?

    init(patience: Duration) { self.patience = TimeAmount(patience) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data), deadline == nil {
            let channel = context.channel
            deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let written = promise ?? context.eventLoop.makePromise()
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in this.value.cancel() }
        context.write(data, promise: written)
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    private func cancel() {
        deadline?.cancel()
        deadline = nil
    }
}
