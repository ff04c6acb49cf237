import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import TimeModel
import TimeTransport

/// What the tests on real sockets share.
enum Loopback {
    static func endpoint(_ address: String = "127.0.0.1", port: UInt16 = 0) throws -> PeerEndpoint {
        guard let endpoint = PeerEndpoint(address, defaultPort: port) else { throw Unparsable(text: address) }
        return endpoint
    }

    struct Unparsable: Error { let text: String }

    /// Runs a listener with `handler` beside `body`, then ends everything.
    static func serving<Value: Sendable>(
        allowsPlaintext: Bool = false, earlySockets: Int = TransportLimits.earlySockets,
        handler: @escaping @Sendable (PeerConnection) async -> Void,
        _ body: @Sendable (PeerTransport, PeerEndpoint) async throws -> Value
    ) async throws -> Value {
        try await withTransport { transport in
            let listener = try await transport.listen(
                on: try endpoint(), allowsPlaintext: allowsPlaintext, earlySockets: earlySockets)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run(handler) }
                let value: Value
                do {
                    value = try await body(transport, listener.localEndpoint)
                } catch {
                    await listener.close()
                    group.cancelAll()
                    throw error
                }
                await listener.close()
                try await group.waitForAll()
                return value
            }
        }
    }

    static func withTransport<Value>(_ body: (PeerTransport) async throws -> Value) async throws -> Value {
        let transport = PeerTransport(identity: try TLSIdentity(), threadCount: 2, logger: Logger(label: "test"))
        do {
            let value = try await body(transport)
            await transport.shutDown()
            return value
        } catch {
            await transport.shutDown()
            throw error
        }
    }

    /// A TCP client without frames; with TLS when it is given a handler for it.
    static func rawClient<Value: Sendable>(
        to endpoint: PeerEndpoint, tls: (@Sendable () throws -> NIOSSLClientHandler)? = nil,
        _ body: @Sendable (Raw) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "\(endpoint.address)", port: Int(endpoint.port)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(try tls()) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { try await body(Raw(inbound: $0, outbound: $1)) }
    }

    /// A TCP server without frames that serves `count` connections, one after the other.
    static func rawServer<Value: Sendable>(
        connections count: Int = 1, tls: (@Sendable () -> NIOSSLServerHandler)? = nil,
        handler: @escaping @Sendable (Raw, Int) async throws -> Void,
        _ body: @Sendable (PeerEndpoint) async throws -> Value
    ) async throws -> Value {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(tls()) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let target = try endpoint(port: UInt16(clamping: server.channel.localAddress?.port ?? 0))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.executeThenClose { inbound in
                    var number = 0
                    for try await connection in inbound {
                        let current = number
                        try? await connection.executeThenClose {
                            try await handler(Raw(inbound: $0, outbound: $1), current)
                        }
                        number += 1
                        if number == count { break }
                    }
                }
            }
            do {
                let value = try await body(target)
                try await group.waitForAll()
                return value
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    /// One side of a TCP connection, in bytes.
    struct Raw {
        let inbound: NIOAsyncChannelInboundStream<ByteBuffer>
        let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

        /// Everything up to the end.
        func receiveAll() async throws -> [UInt8] {
            var received: [UInt8] = []
            for try await buffer in inbound { received += buffer.readableBytesView }
            return received
        }
    }
}
