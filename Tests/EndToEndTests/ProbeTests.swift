import Foundation
import TestSupport
import Testing
import TimeModel
import TimePeers
import TimeTransport
import TimeWire
import WebSupport

/// `tc-probe` as an operator runs it.
@Suite(.serialized) struct ProbeTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private struct Run {
        let status: Int32?
        let lines: [String]

        /// Of the run's only peer: layer by layer what went wrong, nil where nothing did.
        func faults() throws -> [String: String?] {
            let line = try #require(lines.first { $0.hasPrefix("{") }, "\(lines)")
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["schema"] as? String == "timekit.probe/1")
            let peer = try #require((object["peers"] as? [[String: Any]])?.first)
            let layers = try #require(peer["layers"] as? [[String: Any]])
            return Dictionary(
                uniqueKeysWithValues: layers.map { ($0["layer"] as? String ?? "", $0["fault"] as? String) })
        }
    }

    private func probe(_ arguments: String..., data: String = "data") async throws -> Run {
        let program = try Program(
            arguments + ["--network", "testnet", "--datadir", scratch.path(data), "--force"], program: "tc-probe")
        let status = await program.waitForExit(limit: .seconds(120))
        return Run(status: status, lines: program.lines)
    }

    @Test func ourOwnDaemonPassesEveryLayerAndIsRemembered() async throws {
        let server = try await Serving(address: "127.0.9.1", port: 24100)
        let run = try await probe(server.endpoint, "--from", "127.0.9.2", "--count", "2", "--json")
        let faults = try run.faults()
        #expect(Set(faults.keys) == ["tcp", "tls", "handshake", "genesis", "tip", "ping", "close"])
        // The recorded chain ends long ago.
        #expect(faults.compactMapValues { $0 } == ["tip": "behind"])
        #expect(run.status == 1)
        let database = try PeerDatabase(
            path: PeerDatabase.path(directory: scratch.path("data/timekit")), network: .testnet, access: .readOnly)
        #expect(try PeerRecordStore(database).records()[PeerAddress("127.0.9.1")!]?.roundTrips.count == 2)
        #expect(await server.end() == 0)
    }

    /// What a real node of the network sent, at the pace of a session.
    @Test func theRecordedPeerShowsTheSameLayersAsOurs() async throws {
        struct Frame: Decodable {
            let tMs: Double?
            let dir: String?
            let payloadHex: String?
        }
        let recorded = try Fixture.lines("captures/outbound-h2000-regular.jsonl", as: Frame.self)
            .filter { $0.dir == "in" }
            .map { (time: $0.tMs ?? 0, payload: $0.payloadHex.flatMap { Hex.decode($0) } ?? []) }
        let greeting = recorded.filter { $0.time < 1_000 }.map(\.payload)
        let answers = recorded.filter { $0.time >= 1_000 }.map { Message(payload: $0.payload[...]) }
        let genesis = try #require(answers.first { $0.kind == .genesisHashResponse })
        let tip = try #require(answers.first { $0.kind == .chainTipResponse })
        let server = try await ScriptedServer(address: "127.0.9.60") { inbound, writer in
            for try await case .message(let message) in inbound {
                switch message {
                case .handshake: for payload in greeting { try await writer.send(payload: payload) }
                case .getGenesisHash: try await writer.send(genesis)
                case .getChainTip: try await writer.send(tip)
                case .ping(let ping): try await writer.send(.pong(ping))
                default: break
                }
            }
        }
        let run = try await probe(server.endpoint, "--count", "2", "--json")
        let faults = try run.faults()
        #expect(Set(faults.keys) == ["tcp", "tls", "handshake", "genesis", "tip", "ping", "close"])
        #expect(faults.compactMapValues { $0 } == ["tip": "behind"], "\(run.lines)")
        #expect(run.status == 1)
        await server.end()
    }

    @Test func aRecordingIsJudgedAgainAndCompared() async throws {
        let server = try await Serving(address: "127.0.9.3", port: 24100)
        let (record, save) = (scratch.path("record"), scratch.path("save"))
        let first = try await probe(
            server.endpoint, "--from", "127.0.9.4", "--count", "1", "--json", "--record", record, "--save", save,
            "--textfile", scratch.path("metrics"))
        #expect(await server.end() == 0)
        let again = try await probe("--replay", record, "--json")
        #expect(again.status == first.status)
        #expect(again.lines == first.lines)
        let compared = try await probe("--replay", record, "--diff", save)
        #expect(compared.lines.contains("nothing has changed"), "\(compared.lines)")
        let nagios = try await probe("--replay", record, "--nagios")
        #expect(nagios.lines.count == 1 && nagios.lines[0].contains("| rtt="), "\(nagios.lines)")
        let metrics = try String(contentsOfFile: scratch.path("metrics"), encoding: .utf8)
        #expect(metrics.contains(#"timekit_probe_verdict{peer="127.0.9.3:24100"} 1"#), "\(metrics)")
        let gone = try await probe(server.endpoint, "--from", "127.0.9.4", "--diff", save)
        #expect(gone.status == 2)
        #expect(!gone.lines.contains("nothing has changed"))
    }

    @Test func whatIsNoPeerIsNamed() async throws {
        #expect(try await probe("127.0.9.5", "--json").faults() == ["tcp": "port_closed"])
        let silent = try RawSocket(silentListenerAt: "127.0.9.6", port: 24100)
        #expect(
            try await probe("127.0.9.6", "--timeout", "1", "--json").faults() == [
                "tcp": nil, "tls": "silent_before_tls",
            ])
        _ = silent
        let web = try await WebServerAddress.serving("127.0.9.7")
        #expect(try await probe(web.endpoint, "--json").faults() == ["tcp": nil, "tls": "web_server"])
        await web.server.close()
        let unknown = try await probe("no-such-host.invalid", "--json", "--timeout", "5")
        #expect(try unknown.faults() == ["resolve": "unknown_name"])
        #expect(unknown.status == 2)
    }

    private static let scripts: [(String, [String: String], ScriptedServer.Script)] = [
        ("127.0.9.10", ["handshake": "closed_in_silence"], { inbound, _ in for try await _ in inbound { return } }),
        (
            "127.0.9.11", ["handshake": "refused_as_outdated"],
            { inbound, writer in
                let notice = ForkAlert(
                    yourHeight: 0, yourHash: .zero, consensusHeight: 0, consensusHash: .zero, peerCount: 0,
                    text: "please upgrade")
                try await writer.send(.forkAlert(notice))
                for try await _ in inbound {}
            }
        ),
        (
            "127.0.9.12", ["genesis": "wrong_genesis"],
            { inbound, writer in
                try await writer.send(.ack("Handshake"))
                try await writer.send(.genesisHashResponse(BlockHash(hex: String(repeating: "ab", count: 32))!))
                for try await _ in inbound {}
            }
        ),
        (
            "127.0.9.13", ["handshake": "garbage"],
            { inbound, writer in
                for _ in 0..<100 { try await writer.send(payload: [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]) }
                for try await _ in inbound {}
            }
        ),
        ("127.0.9.14", ["handshake": "silent"], { inbound, _ in for try await _ in inbound {} }),
        (
            "127.0.9.16", ["handshake": "garbage"],
            { inbound, writer in
                try await writer.send(payload: [UInt8](repeating: 0xFF, count: 8 << 20))
                for try await _ in inbound {}
            }
        ),
        (
            "127.0.9.17", ["genesis": "broken_off"],
            { _, writer in try await writer.send(.ack("Handshake")) }
        ),
        (
            "127.0.9.18", ["tip": "broken_off"],
            { _, writer in
                try await writer.send(.ack("Handshake"))
                try await writer.send(.genesisHashResponse(NetworkParameters.testnet.genesisHash))
            }
        ),
        (
            "127.0.9.19", ["ping": "broken_off"],
            { inbound, writer in
                try await ScriptedServer.answer { _, _, _ in throw CancellationError() }(inbound, writer)
            }
        ),
        (
            "127.0.9.20", ["ping": "flood"],
            ScriptedServer.answer { _, _, writer in
                while true { try await writer.send(.getPeers) }
            }
        ),
        ("127.0.9.15", ["ping": "no_pongs"], ScriptedServer.answer(at: 2_000, pong: { _, _, _ in })),
    ]

    @Test(arguments: scripts.indices)
    func whatAPeerDoesWrongIsNamed(index: Int) async throws {
        let (address, expected, script) = Self.scripts[index]
        let server = try await ScriptedServer(address: address, script: script)
        // A flood ends the probe when it has come to something, which takes a busy machine a while.
        let patience = expected["ping"] == "flood" ? "30" : "2"
        let run = try await probe(server.endpoint, "--count", "1", "--timeout", patience, "--json")
        let faults = try run.faults().compactMapValues { $0 }.filter { $0.value != "behind" }
        #expect(faults == expected, "\(run.lines)")
        #expect(run.status == 2)
        await server.end()
    }

    private static let plainTalks: [(String, ByteServer.Talk, [String: String])] = [
        ("127.0.9.30", ByteServer.Talk(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), ["tls": "ssh_server"]),
        ("127.0.9.31", ByteServer.Talk(Array("220 mail ready\r\n".utf8)), ["tls": "other_service"]),
        ("127.0.9.32", ByteServer.Talk([], closes: true), ["tls": "closed_before_tls"]),
        ("127.0.9.33", ByteServer.Talk([], waits: true, closes: true), ["tls": "closed_before_tls"]),
        // TLS alerts: handshake failure, and a name that is not served.
        ("127.0.9.34", ByteServer.Talk([21, 3, 3, 0, 2, 2, 40], waits: true, closes: true), ["tls": "refused_tls"]),
        ("127.0.9.35", ByteServer.Talk([21, 3, 3, 0, 2, 2, 112], waits: true, closes: true), ["tls": "refused_tls"]),
        (
            "127.0.9.36", ByteServer.Talk([UInt8](repeating: 0x16, count: 1_000), waits: true, drip: .seconds(1)),
            ["tls": "silent_before_tls"]
        ),
    ]

    @Test(arguments: plainTalks.indices)
    func whatSpeaksNoTLSIsNamed(index: Int) async throws {
        let (address, talk, expected) = Self.plainTalks[index]
        let server = try await ByteServer(address: address, talk)
        let run = try await probe(server.endpoint, "--timeout", "2", "--json")
        #expect(try run.faults().compactMapValues { $0 } == expected, "\(run.lines)")
        #expect(run.status == 2)
        await server.close()
    }

    private static let tlsTalks: [(String, ByteServer.Talk, [String: String])] = [
        ("127.0.9.40", ByteServer.Talk([0, 0x80, 0, 1, 1, 2, 3], waits: true), ["handshake": "oversize_frame"]),
        (
            "127.0.9.41", ByteServer.Talk([0, 0, 0, 9, 1, 2], waits: true, closes: true),
            ["handshake": "truncated_frame"]
        ),
        (
            "127.0.9.42", ByteServer.Talk([UInt8](repeating: 0, count: 1_000), waits: true, drip: .seconds(1)),
            ["handshake": "silent"]
        ),
        (
            "127.0.9.43", ByteServer.Talk(Array("HTTP/1.1 400 x\r\n\r\n".utf8), waits: true),
            ["handshake": "oversize_frame"]
        ),
    ]

    @Test(arguments: tlsTalks.indices)
    func whatSpeaksOnlyTLSIsNamed(index: Int) async throws {
        let (address, talk, expected) = Self.tlsTalks[index]
        let server = try await ByteServer(address: address, tls: try TestAuthority().context(for: address), talk)
        let run = try await probe(server.endpoint, "--timeout", "2", "--json")
        #expect(try run.faults().compactMapValues { $0 } == expected, "\(run.lines)")
        #expect(run.status == 2)
        await server.close()
    }

    @Test func aPortThatDropsEverythingIsFiltered() async throws {
        let listener = try RawSocket(silentListenerAt: "127.0.9.8", port: 24100)
        // The kernel drops what comes when its queue is full.
        let fillers = try (0..<6).map { _ in try RawSocket(from: "127.0.9.9", to: "127.0.9.8", port: 24100) }
        let run = try await probe("127.0.9.8", "--timeout", "2", "--json")
        #expect(try run.faults() == ["tcp": "port_filtered"], "\(run.lines)")
        _ = (listener, fillers)
    }

    private static let mistakes: [([String], Int32)] = [
        (["--interval", "1", "192.0.2.1"], 64), ([], 64), (["--replay", "/nonexistent"], 66),
        (["--watch", "127.0.9.5"], 64),
    ]

    @Test(arguments: mistakes)
    func mistakesHaveTheirStatus(arguments: [String], status: Int32) async throws {
        let program = try Program(
            arguments + ["--network", "testnet", "--datadir", scratch.path("data")], program: "tc-probe")
        #expect(await program.waitForExit() == status, "\(program.lines)")
    }
}

/// A web server where a peer is looked for.
private struct WebServerAddress {
    let server: WebServer
    let endpoint: String

    static func serving(_ address: String) async throws -> WebServerAddress {
        let server = try await WebServer(address: address) { _ in .init(404) }
        return WebServerAddress(server: server, endpoint: String(server.url.dropFirst("http://".count)))
    }
}
