import Testing
import TimeModel
import TimeTransport
import TimeWire

@Suite struct DialerTests {
    private func failure(
        dialling endpoint: PeerEndpoint, _ transport: PeerTransport, from address: PeerAddress? = nil
    ) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await transport.dialer(from: address).dial(endpoint) }
    }

    @Test func refusalIsNamed() async throws {
        try await Loopback.withTransport { transport in
            let free = try await transport.listen(on: try Loopback.endpoint(), allowsPlaintext: false)
            await free.close()
            let error = await failure(dialling: free.localEndpoint, transport)
            #expect(error?.code == .connectionRefused)
            #expect(error?.operation == .connect)
            #expect(error?.endpoint == free.localEndpoint)
        }
    }

    @Test func foreignLocalAddressIsNamed() async throws {
        try await Loopback.withTransport { transport in
            let error = await failure(
                dialling: try Loopback.endpoint(port: 1), transport, from: PeerAddress("192.0.2.1"))
            #expect(error?.code == .addressUnavailable)
        }
    }

    @Test(arguments: [Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), []] as [[UInt8]])
    func peerWithoutTLSFailsTheHandshake(answer: [UInt8]) async throws {
        try await Loopback.withTransport { transport in
            try await Loopback.rawServer(
                handler: { raw, _ in if !answer.isEmpty { try await raw.send(answer) } },
                { endpoint in
                    let error = await failure(dialling: endpoint, transport)
                    #expect(error?.operation == .handshake)
                    #expect(error?.reason.isEmpty == false)
                })
        }
    }

    @Test func plaintextFallbackDialsOnceMore() async throws {
        try await Loopback.withTransport { transport in
            try await Loopback.rawServer(
                connections: 2,
                handler: { raw, number in
                    guard number == 1 else { return }
                    try await raw.send(FramingTests.tip)
                    #expect(try await raw.receiveAll() == FramingTests.tip)
                },
                { endpoint in
                    let connection = try await transport.dialer(allowsPlaintextFallback: true).dial(endpoint)
                    #expect(!connection.isEncrypted)
                    try await connection.run { inbound, writer in
                        #expect(try await inbound.first() == .message(.getChainTip))
                        try await writer.send(.getChainTip)
                    }
                })
        }
    }

    @Test func cancelledDialEnds() async throws {
        let accepted = Events(of: Void.self)
        try await Loopback.withTransport { transport in
            try await Loopback.rawServer(
                handler: { raw, _ in
                    accepted.send(())
                    _ = try await raw.receiveAll()
                },
                { endpoint in
                    let dial = Task { await failure(dialling: endpoint, transport) }
                    try await accepted.next()
                    dial.cancel()
                    #expect(await dial.value?.code == .cancelled)
                })
        }
    }
}
