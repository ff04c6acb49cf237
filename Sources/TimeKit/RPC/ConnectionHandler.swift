import HTTPTypes
import Logging
import NIOCore
import NIOHTTPTypes
import TimeModel

/// Closes a connection from where nobody may ask, and one whose request takes too long, by coming in drips or by not
/// taking the answer.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let access: RPCAccess
    private let table: ConnectionTable
    private let logger: Logger
    private var deadline: Scheduled<Void>?
    /// The answer that is being written is the last one.
    private var isEnding = false

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
        case .head(let head):
            if deadline == nil { close(context.channel, in: RPCLimits.requestPatience) }
            if head.asksToContinue {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body: break
        case .end: table.asked(context.channel)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): isEnding = head.headerFields[.connection] == "close"
        case .body: break
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            let this = NIOLoopBound((self, context.channel), eventLoop: context.eventLoop)
            written.futureResult.whenComplete { _ in this.value.0.answered(this.value.1) }
            return context.write(data, promise: written)
        }
        context.write(data, promise: promise)
    }

    private func answered(_ channel: any Channel) {
        cancel()
        guard channel.isActive else { return }
        table.answered(channel)
        // A client that is still sending would lose the answer if it ended at once.
        if isEnding { close(channel, in: RPCLimits.endingPatience) }
    }

    private func close(_ channel: any Channel, in patience: Duration) {
        deadline = channel.eventLoop.scheduleTask(in: TimeAmount(patience)) { channel.close(promise: nil) }
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

extension HTTPRequest {
    /// Whether the client waits for a word before it sends the body, and the body is one that we take.
    fileprivate var asksToContinue: Bool {
        let size = headerFields[.contentLength].flatMap { Int($0) } ?? 0
        return headerFields[.expect]?.lowercased() == "100-continue" && size <= RPCLimits.bodySize
    }
}

extension Channel {
    /// Nil if the connection is gone.
    var peerAddress: PeerAddress? { remoteAddress?.ipAddress.flatMap { PeerAddress($0) } }
}
