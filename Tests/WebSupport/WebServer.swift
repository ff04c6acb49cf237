import NIOCore
import NIOPosix
public import NIOSSL
import Synchronization

/// A web server on loopback that answers as a test wants, well or badly.
public final class WebServer: Sendable {
    public struct Request: Sendable {
        public let path: String
        /// Names in lower case.
        public let headers: [String: String]
    }

    public struct Reply: Sendable {
        let head: String
        let body: [UInt8]
        /// Sent byte by byte, with so much between two; nil: all at once.
        let drip: TimeAmount?
        /// Fewer bytes than promised are sent, and then the end.
        let isCutShort: Bool

        /// - Parameter headers: Lines without their ends.
        public init(
            _ status: Int = 200, _ body: String = "", headers: [String] = [], drip: Duration? = nil,
            isCutShort: Bool = false
        ) {
            self.body = Array(body.utf8)
            let length = self.body.count + (isCutShort ? 10 : 0)
            let lines = ["HTTP/1.1 \(status) x", "Content-Length: \(length)", "Connection: close"] + headers
            head = lines.joined(separator: "\r\n") + "\r\n\r\n"
            self.drip = drip.map { TimeAmount($0) }
            self.isCutShort = isCutShort
        }

        /// A list of peers as the network's server writes it.
        public static func list(_ peers: [String], headers: [String] = []) -> Reply {
            Reply(200, "[" + peers.map { "\"\($0)\"" }.joined(separator: ",") + "]", headers: headers)
        }
    }

    private let channel: any Channel
    private let log: RequestLog
    /// Without a path.
    public let url: String

    public var requests: [Request] { log.requests.withLock { $0 } }

    public init(
        address: String = "127.0.0.1", tls: NIOSSLContext? = nil, reply: @escaping @Sendable (Request) -> Reply
    ) async throws {
        let log = RequestLog()
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(
                        Answering { request in
                            log.requests.withLock { $0.append(request) }
                            return reply(request)
                        })
                }
            }
            .bind(host: address, port: 0).get()
        let port = channel.localAddress?.port ?? 0
        url = "\(tls == nil ? "http" : "https")://\(address):\(port)"
        self.log = log
    }

    public func close() async { try? await channel.close() }
}

private final class RequestLog: Sendable {
    let requests = Mutex<[WebServer.Request]>([])
}

/// Reads one request and answers it.
private final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let reply: (WebServer.Request) -> WebServer.Reply
    private var received: [UInt8] = []

    init(reply: @escaping (WebServer.Request) -> WebServer.Reply) { self.reply = reply }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += Array(unwrapInboundIn(data).readableBytesView)
        // A TLS greeting, where none is expected.
        if received.first == 0x16 {
            write(Array("HTTP/1.1 400 x\r\n\r\n".utf8), context)
            return context.close(promise: nil)
        }
        let text = String(decoding: received, as: UTF8.self)
        guard text.hasSuffix("\r\n\r\n") else { return }
        let lines = text.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
        }
        let reply = reply(WebServer.Request(path: words.count > 1 ? String(words[1]) : "", headers: headers))
        write(Array(reply.head.utf8), context)
        guard let drip = reply.drip else {
            write(reply.body, context)
            return context.close(promise: nil)
        }
        dribble(reply.body[...], drip, context)
    }

    private func dribble(_ bytes: ArraySlice<UInt8>, _ drip: TimeAmount, _ context: ChannelHandlerContext) {
        guard let first = bytes.first, context.channel.isActive else { return context.close(promise: nil) }
        write([first], context)
        context.eventLoop.assumeIsolated().scheduleTask(in: drip) { self.dribble(bytes.dropFirst(), drip, context) }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
