import Foundation
import Testing
import TimeModel
import WebSupport

/// `tc-discover` as an operator and as cron run it, and the daemon's own discovery.
@Suite(.serialized) struct DiscoverTests {
    private let scratch: Scratch
    private let peers = ["50.28.104.50", "45.79.201.211", "198.58.118.135", "69.167.168.176", "64.91.241.10"]

    init() throws { scratch = try Scratch() }

    private var data: String { scratch.path("data") }

    @discardableResult
    private func discover(
        _ arguments: [String], network: String = "testnet", environment: [String: String] = [:]
    ) async throws -> (lines: [String], status: Int32?) {
        let program = try Program(
            arguments + ["--network", network, "--datadir", data], program: "tc-discover", environment: environment)
        let status = await program.waitForExit()
        return (program.lines, status)
    }

    private func whitelist(_ arguments: String..., network: String = "testnet") async throws -> (
        lines: [String], status: Int32?
    ) {
        let program = try Program(arguments + ["--network", network, "--datadir", data], program: "tc-whitelist")
        let status = await program.waitForExit()
        return (program.lines, status)
    }

    private func server(_ peers: [String]) async throws -> WebServer { try await WebServer { _ in .list(peers) } }

    @Test func aRunSaysWhatItChangedAndTheNextSaysNothing() async throws {
        let server = try await server(peers)
        let first = try await discover(["--url", server.url])
        #expect(first.status == 0)
        #expect(
            first.lines.count == 5 && first.lines[0].hasPrefix("proposed 50.28.104.50 (api): Masternode from 127.0.0.1")
        )
        let second = try await discover(["--url", server.url])
        #expect(second.status == 0 && second.lines.isEmpty, "\(second.lines)")
        let listed = try await whitelist("list", "--source", "api", "--json")
        for peer in peers { #expect(listed.lines.joined().contains("\"address\":\"\(peer)\"")) }
        await server.close()
    }

    @Test func onMainnetTheyWaitForAnOperator() async throws {
        let server = try await server(peers)
        #expect(
            try await discover(["--url", server.url], network: "mainnet").lines.allSatisfy { $0.contains("pending") })
        #expect(try await whitelist("check", "50.28.104.50", network: "mainnet").status == 1)
        #expect(try await whitelist("approve", "--all", network: "mainnet").status == 0)
        #expect(try await whitelist("check", "50.28.104.50", network: "mainnet").status == 0)
        await server.close()
    }

    @Test func aPlanIsDoneExactlyOrNotAtAll() async throws {
        let server = try await server(peers + ["seed.example", "10.0.0.1"])
        let planned = try await discover(["--url", server.url, "--plan"])
        let id = try #require(planned.lines.last?.split(separator: " ").last.map(String.init))
        #expect(planned.status == 0 && planned.lines.last == "plan \(id)")
        #expect(planned.lines.contains("would propose 50.28.104.50 (api): \(reason(server))"))
        #expect(planned.lines.contains("refuse seed.example: not an address"))
        #expect(planned.lines.contains("refuse 10.0.0.1: private address"))
        #expect(try await whitelist("list", "--ndjson").lines.allSatisfy { !$0.contains("50.28") })
        #expect(try await discover(["--apply", "0123456789abcdef"]).status == 65)
        let applied = try await discover(["--apply", id])
        #expect(applied.status == 0 && applied.lines.count == 5, "\(applied.lines)")

        let again = try await discover(["--url", server.url, "--plan"])
        #expect(again.lines.contains("know 50.28.104.50 (approved)"))
        let next = try #require(again.lines.last?.split(separator: " ").last.map(String.init))
        _ = try await whitelist("add", "203.0.113.1", "--reason", "in between")
        let late = try await discover(["--apply", next])
        #expect(late.status == 75 && late.lines.joined().contains("has changed since"), "\(late.lines)")
        await server.close()
    }

    private func reason(_ server: WebServer) -> String { "Masternode from \(server.url.dropFirst(7)) API" }

    @Test func whatIsNotListedAnyMoreIsShownInAPlan() async throws {
        let server = try await server(peers)
        try await discover(["--url", server.url])
        let shorter = try await self.server(Array(peers.dropLast()))
        let planned = try await discover(["--url", shorter.url, "--plan"])
        #expect(planned.lines.contains { $0.hasPrefix("not listed any more: 64.91.241.10, expires 20") })
        await server.close()
        await shorter.close()
    }

    @Test func whatAProbeDoesNotReachWaitsForAnOperator() async throws {
        let peer = try await Serving(address: "127.0.7.31", port: 24100)
        let server = try await server(["127.0.7.31", "127.0.7.32"])
        let run = try await discover(["--url", server.url, "--allow-private", "--probe"])
        #expect(run.status == 0)
        #expect(
            run.lines.contains { $0.hasPrefix("tc-discover: 127.0.7.32 can't be reached: ") && $0.contains("refused") })
        #expect(run.lines.contains { $0.hasPrefix("proposed 127.0.7.31 (api): ") }, "\(run.lines)")
        #expect(
            run.lines.contains {
                $0.hasPrefix("proposed 127.0.7.32 (api, now pending): ") && $0.hasSuffix("unreachable")
            })
        #expect(await peer.end() == 0)
        await server.close()
    }

    @Test func aDryRunChangesNothing() async throws {
        let server = try await server(peers)
        let tried = try await discover(["--url", server.url, "--dry-run", "--json"])
        #expect(tried.lines.joined().hasPrefix(#"{"schema":"timekit.discover/1","#))
        #expect(tried.lines.joined().contains(#""committed":false"#))
        #expect(try await whitelist("check", "50.28.104.50").status == 1)
        await server.close()
    }

    /// What goes wrong, the status that tells it, and a word of the message. The store stays as it was.
    @Test func everyFailureHasItsStatusAndLeavesTheStore() async throws {
        let replies: [String: WebServer.Reply] = [
            "/404": .init(404), "/500": .init(500), "/html": .init(200, "<html></html>"), "/empty": .init(200, "[]"),
            "/cut": .init(200, #"["50.0."#), "/types": .init(200, "[1]"), "/object": .init(200, "{}"),
            "/loop": .init(302, headers: ["Location: /loop"]),
            "/large": .init(200, String(repeating: " ", count: 2 << 20)),
            "/deep": .init(200, String(repeating: "[", count: 5_000)), "/good": .list(peers),
        ]
        let server = try await WebServer { replies[$0.path] ?? .init(404) }
        try await discover(["--url", server.url + "/good"])
        let before = try await whitelist("export", "-", "--format", "json").lines
        let cases: [(String, Int32, String)] = [
            (server.url + "/404", 69, "404"), (server.url + "/500", 75, "500"), (server.url + "/html", 65, "web page"),
            (server.url + "/empty", 65, "empty"), (server.url + "/cut", 65, "not JSON"),
            (server.url + "/types", 65, "number"), (server.url + "/object", 65, "no array"),
            (server.url + "/loop", 69, "redirects"), (server.url + "/large", 69, "bytes"),
            (server.url + "/deep", 65, "nested"), ("http://127.0.0.1:9/", 75, "refused"),
            ("http://no-such-host.invalid/", 69, "no address"),
            (server.url.replacing("http:", with: "https:"), 69, "certificate"),
            ("file:///nonexistent", 69, "can't be read"), ("gopher://127.0.0.1/", 64, "no web address"),
        ]
        for (url, status, word) in cases {
            let run = try await discover(["--url", url])
            #expect(run.status == status, "\(url): \(run.lines)")
            #expect(
                run.lines.count == 1 && run.lines[0].hasPrefix("tc-discover: ") && run.lines[0].contains(word),
                "\(run.lines)")
        }
        #expect(try await whitelist("export", "-", "--format", "json").lines == before)
        #expect(try await discover(["--url", server.url + "/good", "--quorum", "2"]).status == 64)
        let halved = try await discover(["--url", server.url + "/404", "--url", server.url + "/good"])
        #expect(halved.status == 0 && halved.lines.count == 1, "one list of two is enough: \(halved.lines)")
        await server.close()
    }

    @Test func aCertificateIsVerified() async throws {
        let authority = try TestAuthority()
        let peers = peers
        let server = try await WebServer(tls: authority.context(for: "127.0.0.1")) { _ in .list(peers) }
        let trusted = scratch.path("authority.pem")
        try authority.pem.write(toFile: trusted, atomically: true, encoding: .utf8)
        let refused = try await discover(["--url", server.url])
        #expect(refused.status == 69 && refused.lines.joined().contains("certificate"), "\(refused.lines)")
        #expect(try await discover(["--url", server.url], environment: ["SSL_CERT_FILE": trusted]).status == 0)
        await server.close()
    }

    @Test func aListThatLostHalfItsPeersTakesForce() async throws {
        let isHalved = scratch.path("halved")
        let peers = peers
        let server = try await WebServer { _ in
            .list(FileManager.default.fileExists(atPath: isHalved) ? Array(peers.prefix(2)) : peers)
        }
        try await discover(["--url", server.url])
        try Data().write(to: URL(fileURLWithPath: isHalved))
        let run = try await discover(["--url", server.url])
        #expect(run.status == 65 && run.lines.joined().contains("only 2 of the 5"), "\(run.lines)")
        #expect(try await discover(["--url", server.url, "--force"]).status == 0)
        await server.close()
    }

    @Test func oneRunWorksAndTheOthersAreToldToComeAgain() async throws {
        let server = try await WebServer { _ in .init(200, "[\"50.0.0.1\"]", drip: .milliseconds(150)) }
        let first = try Program(
            ["--url", server.url, "--network", "testnet", "--datadir", data], program: "tc-discover")
        while server.requests.isEmpty { await Task.yield() }
        let second = try await discover(["--url", server.url])
        #expect(second.status == 75 && second.lines.joined().contains("another run is at work"), "\(second.lines)")
        let third = try await discover(["--url", server.url, "--lock-wait", "20s"])
        #expect(third.status == 0)
        #expect(await first.waitForExit() == 0)
        await server.close()
    }

    @Test func metricsAreWrittenForSuccessAndForFailure() async throws {
        let server = try await server(peers)
        let file = scratch.path("discover.prom")
        try await discover(["--url", server.url, "--textfile", file])
        let good = try String(contentsOfFile: file, encoding: .utf8)
        #expect(good.contains("timekit_discover_success 1\n") && good.contains("timekit_discover_accepted 5\n"))
        #expect(good.contains("timekit_whitelist_entries{state=\"approved\"} 5\n"))
        await server.close()
        #expect(try await discover(["--url", server.url, "--textfile", file]).status == 75)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("timekit_discover_success 0\n"))
    }

    @Test func theDaemonDiscoversWhitelistsAndTheToolShowsIt() async throws {
        let peers = (21...25).map { "127.0.7.\($0)" }
        let server = try await server(peers)
        let file = scratch.path("config.toml")
        try """
        [node]
        network = "testnet"
        [discovery]
        urls = ["\(server.url)"]
        allow_private = true
        """
        .write(toFile: file, atomically: true, encoding: .utf8)
        let daemon = try Program(
            ["run", "--conf", file, "--datadir", data, "--listen", "127.0.7.1:24100", "--log-level", "debug"],
            discovers: true)
        #expect(await daemon.waitForLine("INFO", "Discovered 5 peers, whitelisted 5 masternodes"), "\(daemon.lines)")
        for peer in peers { #expect(daemon.lines.contains { $0.contains("DEBUG Whitelisted masternode: \(peer)") }) }
        #expect(await daemon.waitForLine("dialling", "peer=127.0.7.25:24100", "whitelisted=api"))
        let listed = try await whitelist("list")
        for peer in peers {
            #expect(
                listed.lines.contains {
                    $0.hasPrefix("\(peer) ") && $0.contains(" api ") && $0.contains("Masternode from")
                })
        }
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
        await server.close()

        let offline = try Program(
            ["run", "--conf", file, "--datadir", data, "--listen", "127.0.7.1:24100", "--log-level", "debug"],
            discovers: true)
        #expect(await offline.waitForLine("WARN", "peer list", "refused"))
        #expect(await offline.waitForLine("Discovered 5 peers, whitelisted 5 masternodes"))
        #expect(offline.lines.contains { $0.hasSuffix("Whitelist initialized with 5 peers") })
        offline.kill(SIGTERM)
        #expect(await offline.waitForExit(limit: .seconds(10)) == 0)
    }
}
