import Logging
import NIOCore
import NIOPosix
import Synchronization
public import TimeModel

/// Accepts connections of peers. What fails before a connection can carry frames (a bare probe of the port, garbage, a
/// TLS handshake that takes too long) costs nothing and is told nobody (`wire §2.3`).
public final class PeerListener: Sendable {
    /// With the real port.
    public let localEndpoint: PeerEndpoint
    private let channel: any Channel
    private let isClosing = Atomic(false)
    private let connections: AsyncStream<PeerConnection>

    private init(
        localEndpoint: PeerEndpoint, channel: any Channel,
        connections: AsyncStream<PeerConnection>
    ) {
        self.localEndpoint = localEndpoint
        self.channel = channel
        self.connections = connections
    }

    deinit { channel.close(promise: nil) }

    static func bind(
        _ endpoint: PeerEndpoint, group: MultiThreadedEventLoopGroup, identity: TLSIdentity, allowsPlaintext: Bool,
        earlySockets: Int, logger: Logger
    ) async throws(TransportError) -> PeerListener {
        let early = EarlySockets(limit: earlySockets)
        let (connections, handOver) = AsyncStream.makeStream(
            of: PeerConnection.self, bufferingPolicy: .bufferingOldest(TransportLimits.handOver))
        do {
            let bootstrap = bootstrap(group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let remote = PeerEndpoint(channel.remoteAddress)
                        let first = FirstByteHandler(identity: identity, allowsPlaintext: allowsPlaintext)
                        try channel.pipeline.syncOperations.addHandler(first)
                        let opening = try OpeningConnection(
                            channel, remote: remote, limit: TransportLimits.tlsHandshake)
                        early.insert(channel)
                        opening.ready.whenComplete { result in
                            early.remove(channel)
                            Self.handOver(result, to: handOver, logger)
                        }
                    }
                }
            let channel = try await bootstrap.bind(to: try endpoint.socketAddress()).get()
            channel.closeFuture.whenComplete { _ in
                handOver.finish()
                early.closeAll()
            }
            return PeerListener(
                localEndpoint: PeerEndpoint(channel.localAddress) ?? endpoint, channel: channel,
                connections: connections)
        } catch {
            throw TransportError(error, .listen, endpoint)
        }
    }

    private static func bootstrap(_ group: MultiThreadedEventLoopGroup) -> ServerBootstrap {
        var bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: TransportLimits.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPauseHandler())
                }
            }
            .childChannelOption(.writeBufferWaterMark, value: PeerSocketOptions.writeBuffer)
        for (option, value) in PeerSocketOptions.flags {
            bootstrap = bootstrap.childChannelOption(option, value: value)
        }
        return bootstrap
    }

    private static func handOver(
        _ result: Result<PeerConnection, any Error>, to stream: AsyncStream<PeerConnection>.Continuation,
        _ logger: Logger
    ) {
        do {
            stream.yield(try result.get())
        } catch {
            logger.debug("Inbound connection ended before it could carry frames", metadata: ["reason": "\(error)"])
        }
    }

    /// Runs `handler` for every connection, each in a task of its own, and closes the connection after it. Ends when the
    /// listener is closed or the task is cancelled, after the last handler has ended. Throws when the machine took the
    /// listening socket away. To be called once.
    public func run(_ handler: @escaping @Sendable (PeerConnection) async -> Void) async throws(TransportError) {
        await withDiscardingTaskGroup { group in
            for await connection in connections {
                group.addTask {
                    await handler(connection)
                    await connection.close()
                }
            }
            if Task.isCancelled { await close() }
        }
        guard isClosing.load(ordering: .acquiring) else {
            throw TransportError(.closed, .listen, localEndpoint, reason: "the listening socket failed")
        }
    }

    /// Accepts no more; connections that are being handled go on.
    public func close() async {
        isClosing.store(true, ordering: .releasing)
        channel.close(promise: nil)
        try? await channel.closeFuture.get()
    }
}
