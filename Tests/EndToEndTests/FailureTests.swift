import Foundation
import Testing

/// What an operator sees when something is wrong: one clear line, its exit code, and nothing touched.
@Suite(.serialized) struct FailureTests {
    @Test func aSecondDaemonOnTheSameDirectoryTouchesNothing() async throws {
        let server = try await Serving(address: "127.0.3.1", port: 24100)
        let before = server.scratch.contents("data")
        let second = try Program([
            "run", "--network", "testnet", "--datadir", server.scratch.path("data"), "--listen", "127.0.3.2:24100",
        ])
        #expect(await second.waitForExit() == 75, "\(second.lines)")
        #expect(second.lines.count == 1, "\(second.lines)")
        #expect(server.scratch.contents("data") == before)
        #expect(await server.end() == 0)
    }

    /// Whatever it would have shared with the first, the password's file among it, is as before.
    @Test func aSecondDaemonOnAnotherRPCPortTouchesNothing() async throws {
        let first = try await RPCDaemon("127.0.3.10", chain: nil)
        let before = first.scratch.contents("data")
        let cookie = try #require(first.cookie)
        let second = try Program(
            [
                "run", "--network", "testnet", "--datadir", first.scratch.path("data"), "--listen", "127.0.3.11",
                "--rpc", "127.0.3.11",
            ], answersRPC: true)
        #expect(await second.waitForExit() == 75, "\(second.lines)")
        #expect(second.lines.count == 1, "\(second.lines)")
        #expect(first.cookie == cookie)
        #expect(first.scratch.contents("data") == before)
        #expect(await first.end() == 0)
    }

    @Test func aBusyPortIsNamed() async throws {
        let server = try await Serving(address: "127.0.3.3", port: 24100)
        let scratch = try Scratch()
        let second = try Program([
            "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", server.endpoint,
        ])
        #expect(await second.waitForExit() == 69)
        #expect(second.lines.last?.contains(server.endpoint) == true, "\(second.lines)")
    }

    @Test func aConfigurationErrorNamesFileLineAndKey() async throws {
        let scratch = try Scratch()
        let file = scratch.path("config.toml")
        try "[node]\nnetwork = \"testnet\"\n\n[network]\nlistne_address = \"127.0.3.4:24100\"\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let daemon = try Program(["run", "--conf", file, "--datadir", scratch.path("data")])
        #expect(await daemon.waitForExit() == 78)
        let line = daemon.lines.last ?? ""
        #expect(line.contains(file) && line.contains("5") && line.contains("listne_address"), "\(daemon.lines)")
    }

    @Test(arguments: [SIGTERM, SIGINT]) func asignalEndsTheDaemonCleanly(signal: Int32) async throws {
        let scratch = try Scratch()
        let daemon = try Program([
            "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "127.0.3.5:24100",
            "--connect", "127.0.3.6:24100",
        ])
        #expect(await daemon.waitForLine("listening"))
        daemon.kill(signal)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0, "\(daemon.lines)")
    }

    /// What of the node ends first at a signal is chance, so one daemon shows little.
    @Test func everySignalEndsItsDaemonCleanly() async throws {
        let scratch = try Scratch()
        for _ in 1...30 {
            let daemon = try Program([
                "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "127.0.3.9:24100",
            ])
            #expect(await daemon.waitForLine("listening"))
            daemon.kill(SIGTERM)
            #expect(await daemon.waitForExit(limit: .seconds(10)) == 0, "\(daemon.lines)")
        }
    }
}
