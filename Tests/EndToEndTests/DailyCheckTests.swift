import Foundation
import TestSupport
import Testing

/// The daily check of an operator, against a real daemon.
@Suite(.serialized) struct DailyCheckTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../packaging/daily-check").standardized.path

    /// The status, and the lines by their subject: the word before it and the text behind it.
    private func check(
        _ daemon: Program, environment: [String: String] = [:]
    ) async throws -> (status: Int32?, lines: [String: String]) {
        try daemon.lines.joined(separator: "\n")
            .write(
                toFile: scratch.path("log"), atomically: true, encoding: .utf8)
        let tools = Program.url("tc-sync").deletingLastPathComponent().path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        var variables = ["PATH": "\(tools):\(path)", "LOG": scratch.path("log"), "DAEMON_PID": "\(daemon.pid)"]
        variables.merge(environment) { _, new in new }
        let run = try Program(
            [Self.script, "--network", "testnet", "--datadir", scratch.path("data")], program: "bash",
            environment: variables)
        let status = await run.waitForExit()
        #expect(run.lines.count <= 24)
        let pairs = run.lines.compactMap { $0.wholeMatch(of: #/(ok|LOOK) +(\S+(?: \S+)*?)  +(.*)/#) }
            .map { (String($0.2), "\($0.1): \($0.3)") }
        return (status, Dictionary(pairs) { first, _ in first })
    }

    @Test func itTellsWhatWantsALook() async throws {
        let server = try await Serving(address: "127.0.18.5", port: 24100)
        let file = scratch.path("config.toml")
        try "[node]\nnetwork = \"testnet\"\n\n[network]\nwhitelisted_peers = [\"127.0.18.5\"]\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let daemon = try Program([
            "run", "--conf", file, "--datadir", scratch.path("data"), "--listen", "127.0.18.6:24100", "--connect",
            server.endpoint,
        ])
        #expect(await daemon.waitForLine("caught up"), "\(daemon.lines.suffix(5))")

        let fine = try await check(daemon, environment: ["MAX_LAG": "10000000"])
        #expect(fine.status == 0, "\(fine.lines)")
        #expect(fine.lines["whitelist"] == "ok: 1 approved, 0 wait for a decision")
        #expect(fine.lines["audit log"]?.hasPrefix("ok: 1 audit records") == true, "\(fine.lines)")
        #expect(fine.lines["chain"]?.hasPrefix("ok: height 2000, ") == true, "\(fine.lines)")
        #expect(fine.lines["disconnected"]?.hasPrefix("ok: 0 ") == true, "\(fine.lines)")
        #expect(fine.lines["silent"]?.hasPrefix("ok: 0 ") == true)
        #expect(fine.lines["findings"]?.hasPrefix("ok: 0 ") == true)
        #expect(fine.lines["daemon"]?.contains(#/^ok: [1-9]\d* MiB, up \d/#) == true, "\(fine.lines)")

        // The recorded chain ends long ago.
        let late = try await check(daemon, environment: ["MAX_MEMORY": "1"])
        #expect(late.status == 1)
        #expect(late.lines["chain"]?.hasPrefix("LOOK: height 2000, ") == true, "\(late.lines)")
        #expect(late.lines["daemon"]?.hasPrefix("LOOK: ") == true)

        #expect(await server.end() == 0)
        #expect(await daemon.waitForLine("whitelisted peer disconnected"))
        let alone = try await check(
            daemon, environment: ["MAX_LAG": "10000000", "PROBE_FROM": "127.0.18.7"])
        #expect(alone.status == 1)
        #expect(alone.lines["disconnected"]?.hasPrefix("LOOK: 1 ") == true, "\(alone.lines)")
        #expect(alone.lines["peers"]?.hasPrefix("LOOK: TIME PEERS CRITICAL") == true, "\(alone.lines)")

        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
        let ended = try await check(daemon, environment: ["MAX_LAG": "10000000"])
        #expect(ended.lines["daemon"] == "LOOK: is not running")
        #expect(try await check(daemon, environment: ["MAX_LAG": "many"]).status == 64)
    }

    @Test func itIsPlainShellAndSaysHowToCallIt() async throws {
        let help = try Program([Self.script, "--help"], program: "bash")
        #expect(await help.waitForExit() == 0)
        #expect(help.lines.contains { $0.contains("MAX_LAG") }, "\(help.lines)")
        #expect(!help.lines.contains { $0.contains("set -u") })
    }
}
