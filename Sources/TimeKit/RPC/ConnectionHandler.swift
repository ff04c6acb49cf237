import Logging
import NIOCore
import NIOHTTPTypes
import TimeModel

/// Closes a connection from where nobody may ask, and one whose request takes too long, by coming in drips or by not
/// taking the answer.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private let access: RPCAccess
    private let table: ConnectionTable
    private let logger: Logger
    private var deadline: Scheduled<Void>?

    init(access: RPCAccess, table: ConnectionTable, logger: Logger) {
        self.access = access
        self.table = table
        self.logger = logger
    }

    func channelActive(context: ChannelHandlerContext) {
        let remote = context.channel.peerAddress
        if let remote, access.admits(remote) {
            table.open(context.channel)
        } else {
            logger.notice("RPC connection refused, not in rpc.allow", metadata: ["from": "\(remote, default: "?")"])
            context.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head where deadline == nil:
            let channel = context.channel
            deadline = context.eventLoop.scheduleTask(in: TimeAmount(RPCLimits.requestPatience)) {
                channel.close(promise: nil)
            }
        case .end: table.asked(context.channel)
        default: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let written = promise ?? context.eventLoop.makePromise()
        let this = NIOLoopBound((self, context.channel), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (handler, channel) = this.value
            handler.cancel()
            if channel.isActive { handler.table.answered(channel) }
        }
        context.write(data, promise: written)
    }

    func channelInactive(context: ChannelHandlerContext) {
        table.closed(context.channel)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        cancel()
        table.closed(context.channel)
    }

    private func cancel() {
        deadline?.cancel()
        deadline = nil
    }
}

extension Channel {
    /// Nil if the connection is gone.
    var peerAddress: PeerAddress? { remoteAddress?.ipAddress.flatMap { PeerAddress($0) } }
}
