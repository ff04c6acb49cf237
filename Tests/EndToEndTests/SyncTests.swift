import Foundation
import TestSupport
import Testing

/// `tc-sync` as cron and an operator run it.
@Suite(.serialized) struct SyncTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func sync(
        _ arguments: String..., data: String? = nil, limit: Duration = .seconds(60)
    ) async throws -> (status: Int32?, lines: [String]) {
        let program = try Program(
            arguments + ["--network", "testnet", "--datadir", data ?? scratch.path("data")], program: "tc-sync")
        let status = await program.waitForExit(limit: limit)
        return (status, program.lines)
    }

    private static func object(_ lines: [String]) throws -> [String: Any] {
        let line = try #require(lines.first { $0.hasPrefix("{") }, "\(lines)")
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func aChainIsBroughtToAHeightAndToThePeersTip() async throws {
        let server = try await Serving(address: "127.0.10.1", port: 24100)
        let part = try await sync("--from", server.endpoint, "--to", "1500", "--json", "--explain")
        #expect(part.status == 0, "\(part.lines)")
        #expect(part.lines.contains { $0.hasPrefix("limit: ") }, "\(part.lines)")
        #expect(try Self.object(part.lines)["height"] as? Int == 1_500)
        let rest = try await sync(
            "--from", server.endpoint, "--json", "--max-lag", "0", "--textfile", scratch.path("metrics"))
        #expect(rest.status == 0, "\(rest.lines)")
        let object = try Self.object(rest.lines)
        #expect(object["schema"] as? String == "timekit.sync/1")
        #expect(object["height"] as? Int == 2_000)
        #expect(object["peers_height"] as? Int == 2_000)
        #expect(object["behind"] as? Int == 0)
        #expect(object["connected"] as? Int == 500)
        let metrics = try String(contentsOfFile: scratch.path("metrics"), encoding: .utf8)
        #expect(metrics.contains("timekit_sync_success 1\n") && metrics.contains("timekit_sync_height 2000\n"))
        #expect(try await sync("--from", server.endpoint, "--quiet").lines.isEmpty)
        // The recorded chain ends long ago.
        #expect(try await sync("--status", "--quiet", "--max-lag", "10").status == 1)
        #expect(try await sync("--status", "--quiet", "--max-lag", "10000000").status == 0)
        #expect(await server.end() == 0)
    }

    @Test func aRunThatIsLateSaysHowFarItCame() async throws {
        let run = try await sync("--from", "127.0.10.3", "--timeout", "1")
        #expect(run.status == 75)
        #expect(run.lines.contains { $0.contains("the time is up") }, "\(run.lines)")
        #expect(try await sync("--status").lines.contains("height    0"))
        let plan = try await sync("--dry-run", "--from", "127.0.10.3")
        #expect(plan.status == 0)
        #expect(plan.lines.contains("peers   127.0.10.3:24100"), "\(plan.lines)")
    }

    @Test func whereADaemonRunsItIsAsked() async throws {
        let server = try await Serving(address: "127.0.10.4", port: 24100)
        let data = scratch.path("daemon")
        let daemon = try Program(
            [
                "run", "--network", "testnet", "--datadir", data, "--listen", "127.0.10.5:24100", "--connect",
                server.endpoint,
            ], answersRPC: true)
        #expect(await daemon.waitForLine("listening"))
        let run = try await sync("--json", data: data)
        #expect(run.status == 0, "\(run.lines)")
        #expect(try Self.object(run.lines)["height"] as? Int == 2_000)
        let named = try await sync("--from", server.endpoint, data: data)
        #expect(named.status == 75, "\(named.lines)")
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit() == 0)
        #expect(await server.end() == 0)
    }

    @Test func whoWaitsForTheDaemonCanBeAskedToStop() async throws {
        let data = scratch.path("lonely")
        let daemon = try Program(
            ["run", "--network", "testnet", "--datadir", data, "--listen", "127.0.10.7:24100"], answersRPC: true)
        #expect(await daemon.waitForLine("listening"))
        let program = try Program(
            ["--network", "testnet", "--datadir", data, "--explain"], program: "tc-sync")
        #expect(await program.waitForLine("a tip that counts"), "\(program.lines)")
        program.kill(SIGTERM)
        #expect(await program.waitForExit() == 75)
        #expect(program.lines.last?.contains("asked to by a signal") == true, "\(program.lines)")
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit() == 0)
    }

    private static let mistakes: [([String], Int32)] = [
        (["--status", "--dry-run"], 64), (["--status", "--from", "127.0.10.6"], 64), (["--timeout", "0"], 64),
        (["--from", "no.address"], 64), (["--status"], 66), (["--dry-run", "--json"], 64),
    ]

    @Test(arguments: mistakes)
    func mistakesHaveTheirStatus(arguments: [String], status: Int32) async throws {
        let program = try Program(
            arguments + ["--network", "testnet", "--datadir", scratch.path("none")], program: "tc-sync")
        #expect(await program.waitForExit() == status, "\(program.lines)")
    }
}
