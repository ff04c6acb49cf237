import Foundation
import Testing
import TimeConfiguration
import TimeControl
import WebSupport

/// RPC over TLS, with certificates that an authority has signed.
@Suite(.serialized) struct RPCSecurityTests {
    private let authority: TestAuthority
    private let scratch: Scratch

    init() throws {
        authority = try TestAuthority()
        scratch = try Scratch()
    }

    /// Writes both files and gives the section that names them.
    private func section(for address: String) throws -> String {
        let files = try authority.files(for: address)
        try files.certificate.write(toFile: scratch.path("rpc.pem"), atomically: true, encoding: .utf8)
        try files.key.write(toFile: scratch.path("rpc.key"), atomically: true, encoding: .utf8)
        try authority.pem.write(toFile: scratch.path("authority.pem"), atomically: true, encoding: .utf8)
        return "[rpc]\ntls_certificate = \"\(scratch.path("rpc.pem"))\"\ntls_key = \"\(scratch.path("rpc.key"))\""
    }

    @Test func withACertificateAnswersAreGivenOverTLSOnly() async throws {
        let daemon = try await RPCDaemon("127.0.17.3", configuration: try section(for: "127.0.17.3"))
        var overrides = ConfigurationOverrides(
            file: daemon.scratch.path("config.toml"), dataDirectory: daemon.scratch.path("data"))
        overrides.rpcListen = EndpointSetting(daemon.address)
        let configuration = try NodeConfiguration(
            overrides, environment: OperatorEnvironment(variables: ProcessInfo.processInfo.environment))
        let client = try RPCClient(configuration, version: "0")
        #expect(client.url == "https://127.0.17.3:24101/")
        #expect(try await client.call("getblockcount") == 2000)

        let trusting = RPCClient(
            url: client.url, credentials: nil, authorities: scratch.path("authority.pem"), version: "0")
        #expect(try await trusting.call("getblockcount") == 2000)
        let stranger = scratch.path("stranger.pem")
        try TestAuthority().pem.write(toFile: stranger, atomically: true, encoding: .utf8)
        let suspicious = RPCClient(url: client.url, credentials: nil, authorities: stranger, version: "0")
        await #expect { try await suspicious.call("getblockcount") } throws: {
            ($0 as? RPCClientError)?.why.contains("certificate") == true
        }

        let plain = try daemon.connect()
        await #expect(throws: RawSocket.Failure.self) { try await plain.call("getblockcount") }
        #expect(try await client.call("getblockcount") == 2000)
        let tool = try Program(
            [
                "--status", "--conf", daemon.scratch.path("config.toml"), "--datadir", daemon.scratch.path("data"),
            ], program: "tc-sync")
        #expect(await tool.waitForExit() == 0, "\(tool.lines)")
        #expect(await daemon.end() == 0)
    }

    @Test func aFileThatIsOfNoUseIsNamed() async throws {
        let right = try section(for: "127.0.17.4")
        let missing = scratch.path("none.pem")
        let other = scratch.path("other.key")
        try authority.files(for: "127.0.17.4").key.write(toFile: other, atomically: true, encoding: .utf8)
        let cases = [
            (right.replacing(scratch.path("rpc.pem"), with: missing), missing),
            (right.replacing(scratch.path("rpc.key"), with: missing), missing),
            (right.replacing(scratch.path("rpc.pem"), with: scratch.path("rpc.key")), scratch.path("rpc.key")),
            (right.replacing(scratch.path("rpc.key"), with: scratch.path("rpc.pem")), scratch.path("rpc.pem")),
            (right.replacing(scratch.path("rpc.key"), with: other), other),
        ]
        for (section, file) in cases {
            let configuration = scratch.path("config.toml")
            try "[node]\nnetwork = \"testnet\"\n\(section)\n"
                .write(toFile: configuration, atomically: true, encoding: .utf8)
            let daemon = try Program(
                [
                    "run", "--conf", configuration, "--datadir", scratch.path("data"), "--listen", "127.0.17.4",
                    "--rpc", "127.0.17.4",
                ], answersRPC: true)
            #expect(await daemon.waitForExit() == 78, "\(daemon.lines)")
            #expect(daemon.lines.last?.contains(file) == true, "\(daemon.lines)")
        }
    }
}
