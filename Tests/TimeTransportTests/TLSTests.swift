import NIOCore
import NIOSSL
import Testing
import TimeModel
import TimeTransport
import TimeWire

@Suite struct TLSTests {
    @Test func identityIsP256WithTheNetworkNameAsItsOnlyOne() throws {
        let certificate = try TLSIdentity().certificate
        let names = certificate._subjectAlternativeNames()
        #expect(names.count == 1)
        let name = try #require(names.first)
        #expect(name.nameType == .dnsName)
        #expect(String(decoding: name.contents, as: UTF8.self) == "timecoin.local")
        // SubjectPublicKeyInfo of id-ecPublicKey over prime256v1 (RFC 5480).
        let prefix: [UInt8] = [
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
            0xCE, 0x3D, 0x03, 0x01, 0x07,
        ]
        #expect(try certificate.extractPublicKey().toSPKIBytes().starts(with: prefix))
        #expect(certificate.notValidBefore < 946_684_800)
        #expect(certificate.notValidAfter > 32_503_680_000)
    }

    @Test func everyIdentityHasItsOwnKey() throws {
        let keys = try (0..<2).map { _ in try TLSIdentity().certificate.extractPublicKey().toSPKIBytes() }
        #expect(keys[0] != keys[1])
    }

    @Test func messagesPassBothWaysEncrypted() async throws {
        try await Loopback.serving { connection in
            try? await connection.run { inbound, writer in
                for try await case .message(let message) in inbound { try await writer.send(message) }
            }
        } _: { transport, endpoint in
            let connection = try await transport.dialer().dial(endpoint)
            #expect(connection.isEncrypted)
            #expect(connection.remote == endpoint)
            try await connection.run { inbound, writer in
                try await writer.send(.getChainTip)
                #expect(try await inbound.first() == .message(.getChainTip))
                try await writer.send(.ack("Handshake"))
                #expect(try await inbound.first() == .message(.ack("Handshake")))
            }
        }
    }

    @Test func diallerAsksForTheNetworkName() async throws {
        let hello = Events(of: [UInt8].self)
        try await Loopback.withTransport { transport in
            try await Loopback.rawServer(
                handler: { raw, _ in
                    for try await bytes in raw.inbound {
                        hello.send(Array(bytes.readableBytesView))
                        break
                    }
                },
                { endpoint in
                    let error = await #expect(throws: TransportError.self) {
                        try await transport.dialer().dial(endpoint)
                    }
                    #expect(error?.operation == .handshake)
                    #expect(error?.endpoint == endpoint)
                })
        }
        // The extension server_name with one host_name (RFC 6066).
        let name = Array("timecoin.local".utf8)
        let serverName: [UInt8] = [0x00, 0x00, 0x00, 0x13, 0x00, 0x11, 0x00, 0x00, 0x0E] + name
        #expect(try await hello.next().contains(serverName))
    }

    @Test(arguments: [nil, "other.example"] as [String?], [TLSVersion.tlsv12, .tlsv13])
    func listenerTakesAnyNameAndBothVersions(name: String?, version: TLSVersion) async throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        let context = try NIOSSLContext(configuration: configuration)
        try await Loopback.serving { connection in
            try? await connection.run { inbound, writer in
                if case .message(let message) = try await inbound.first() { try await writer.send(message) }
            }
        } _: { _, endpoint in
            try await Loopback.rawClient(
                to: endpoint, tls: { try NIOSSLClientHandler(context: context, serverHostname: name) },
                { raw in
                    try await raw.send([0, 0, 0, 4, 4, 0, 0, 0])
                    #expect(try await raw.receiveAll() == [0, 0, 0, 4, 4, 0, 0, 0])
                })
        }
    }
}
