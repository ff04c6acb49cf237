import NIOCore
import TestSupport
import Testing
import TimeModel
import TimeTransport
import TimeWire

/// Alone, since connections that say nothing are closed after some seconds, and a busy machine has silent clients.
@Suite(.alone) struct ListenerTests {
    private static let echo: @Sendable (PeerConnection) async -> Void = { connection in
        try? await connection.run { inbound, writer in
            for try await case .message(let message) in inbound { try await writer.send(message) }
        }
    }

    private static func expectEcho(_ transport: PeerTransport, _ endpoint: PeerEndpoint) async throws {
        try await transport.dialer().dial(endpoint)
            .run { inbound, writer in
                try await writer.send(.getChainTip)
                #expect(try await inbound.first() == .message(.getChainTip))
            }
    }

    @Test func busyAddressIsNamed() async throws {
        try await Loopback.serving(handler: Self.echo) { transport, endpoint in
            let error = await #expect(throws: TransportError.self) {
                try await transport.listen(on: endpoint, allowsPlaintext: false)
            }
            #expect(error?.code == .addressInUse)
            #expect(error?.description.contains("\(endpoint)") == true)
        }
    }

    @Test func foreignAddressIsRefusedAsSuch() async throws {
        try await Loopback.withTransport { transport in
            let error = await #expect(throws: TransportError.self) {
                try await transport.listen(on: try Loopback.endpoint("192.0.2.1"), allowsPlaintext: false)
            }
            #expect(error?.code == .addressUnavailable)
        }
    }

    @Test func listensOnAnyLoopbackAddressAndSeesWhereDiallersAre() async throws {
        let seen = Events(of: PeerEndpoint.self)
        try await Loopback.withTransport { transport in
            let listener = try await transport.listen(on: try Loopback.endpoint("127.0.0.3"), allowsPlaintext: false)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run { seen.send($0.remote) } }
                let connection = try await transport.dialer(from: PeerAddress("127.0.0.2"))
                    .dial(listener.localEndpoint)
                #expect(connection.local.address == PeerAddress("127.0.0.2"))
                #expect(try await seen.next() == connection.local)
                await connection.close()
                await listener.close()
            }
        }
    }

    @Test func plaintextIsServedWhenAllowed() async throws {
        try await Loopback.serving(allowsPlaintext: true, handler: Self.echo) { transport, endpoint in
            try await Loopback.rawClient(to: endpoint) { raw in
                try await raw.send(FramingTests.tip)
                var iterator = raw.inbound.makeAsyncIterator()
                #expect(try await iterator.next() == ByteBuffer(bytes: FramingTests.tip))
            }
            try await Self.expectEcho(transport, endpoint)
        }
    }

    @Test func garbageAndProbesCostNothing() async throws {
        try await Loopback.serving(handler: Self.echo) { transport, endpoint in
            for garbage in [
                [], [0, 0, 0, 4], Array("GET / HTTP/1.1\r\n\r\n".utf8), [0x16, 3, 1, 0, 5, 9, 9, 9, 9, 9],
            ]
                as [[UInt8]]
            {
                try await Loopback.rawClient(to: endpoint) { raw in
                    guard !garbage.isEmpty else { return }
                    try await raw.send(garbage)
                    _ = try? await raw.receiveAll()
                }
            }
            try await Self.expectEcho(transport, endpoint)
        }
    }

    @Test func oneSilentSocketTooManyDropsTheOldest() async throws {
        try await Loopback.serving(earlySockets: 2, handler: Self.echo) { transport, endpoint in
            try await Loopback.rawClient(to: endpoint) { oldest in
                try await Loopback.rawClient(to: endpoint) { _ in
                    try await Loopback.rawClient(to: endpoint) { _ in
                        #expect(try await oldest.receiveAll() == [])
                        try await Self.expectEcho(transport, endpoint)
                    }
                }
            }
        }
    }

    @Test func twoHundredConnectionsLeaveNoSocketBehind() async throws {
        try await Loopback.serving(allowsPlaintext: true, handler: Self.echo) { transport, endpoint in
            for number in 0..<200 {
                switch number % 4 {
                case 0: try await Self.expectEcho(transport, endpoint)
                case 1: _ = try await transport.dialer().dial(endpoint)
                case 2: await (try await transport.dialer().dial(endpoint)).close()
                default: try await Loopback.rawClient(to: endpoint) { try await $0.send([9]) }
                }
            }
            // The listening socket remains.
            try await eventually { OpenSockets.count(port: endpoint.port) == 1 }
        }
    }

    @Test func cancellationEndsTheListenerAndItsConnections() async throws {
        let started = Events(of: Void.self)
        let ended = Events(of: Bool.self)
        try await Loopback.withTransport { transport in
            let listener = try await transport.listen(on: try Loopback.endpoint(), allowsPlaintext: false)
            let running = Task {
                try await listener.run { connection in
                    do {
                        try await connection.run { inbound, _ in
                            started.send(())
                            _ = try await inbound.collect()
                        }
                    } catch {
                        ended.send(error is CancellationError)
                    }
                }
            }
            try await transport.dialer().dial(listener.localEndpoint)
                .run { inbound, _ in
                    try await started.next()
                    running.cancel()
                    #expect(try await inbound.collect() == [])
                }
            #expect(try await ended.next())
            try await running.value
            let error = await #expect(throws: TransportError.self) {
                try await transport.dialer().dial(listener.localEndpoint)
            }
            #expect(error?.code == .connectionRefused)
        }
    }
}
