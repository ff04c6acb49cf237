import Foundation
import TestSupport
import Testing
import TimeConfiguration
import TimeControl

/// What a daemon answers by RPC, and to whom.
@Suite(.serialized) struct RPCTests {
    private static let samples = Result {
        try JSONValue(parsing: Fixture.bytes("captures/rpc-samples.json"), maximumValues: .max).elements ?? []
    }

    /// Answered otherwise on purpose: this node holds no wallet, has a help, and lets its operator trust any address.
    private static func differs(_ method: String, _ parameters: JSONValue) -> Bool {
        switch method {
        case "help", "addwhitelist": true
        case "getbalance": parameters == []
        case "listunspent": true
        default: false
        }
    }

    @Test func recordedRequestsGetAnswersOfTheSameShape() async throws {
        let server = try await Serving(address: "127.0.14.1", port: 24100)
        let daemon = try await RPCDaemon("127.0.14.2", extra: ["--connect", server.endpoint])
        #expect(await daemon.program.waitForLine("caught up"))
        let connection = try daemon.connect()
        let offered = try await connection.call("help").json["result"]?.text ?? ""
        var compared: Set<String> = []
        for sample in try Self.samples.get() {
            guard let request = sample["request"], let method = request["method"]?.text,
                offered.contains("\n" + method), let parameters = request["params"],
                !Self.differs(method, parameters), sample["status"] == 200
            else { continue }
            let answer = try await connection.post("\(request)", pair: daemon.cookie)
            let recorded = try #require(sample["response"])
            #expect(answer.status == 200, "\(method)")
            #expect(answer.json["id"] == 7)
            #expect(answer.json["error"]?["code"] == recorded["error"]?["code"], "\(request): \(answer.json)")
            if let result = recorded["result"] {
                let found = Shape.difference(try #require(answer.json["result"]), result)
                #expect(found == nil, "\(request): \(found ?? "")")
            }
            compared.insert(method)
        }
        #expect(compared.count >= 22, "\(compared.sorted())")
        let peers = try await connection.call("getpeerinfo").json["result"]?.elements ?? []
        #expect(peers.count == 1)
        #expect(peers.first?["height"] == 2000)
        #expect(peers.first?["inbound"] == false)
        #expect((peers.first?["bytes_received"]?.integer ?? 0) > 0)
        #expect(await daemon.end() == 0)
    }

    /// Blocks up to 2,000 are the same ones in both chains.
    @Test func valuesOfTheRecordedChainAreTheRecordedOnes() async throws {
        let daemon = try await RPCDaemon("127.0.14.3")
        let connection = try daemon.connect()
        for sample in try Self.samples.get() {
            guard let request = sample["request"], let method = request["method"]?.text,
                [
                    "getblock", "getblockheader", "getblockhash", "getrawtransaction", "gettransaction",
                    "validateaddress",
                ]
                .contains(method),
                var recorded = sample["response"]?["result"]?.members
                    ?? sample["response"]?["result"].map({ ["": $0] })
            else { continue }
            let result = try #require(try await connection.post("\(request)").json["result"])
            var answer = result.members ?? ["": result]
            recorded["confirmations"] = nil
            answer["confirmations"] = nil
            #expect(answer == recorded, "\(request)")
        }
        let summary = try await connection.call("gettxoutsetinfo").json["result"]
        #expect(summary?["txouts"] == 10_000)
        #expect(summary?["total_amount"] == 190_000.0)
        #expect(try await connection.call("gettreasurybalance").json["result"]?["satoshis"] == 1_000_500_000_000)
        #expect(await daemon.end() == 0)
    }

    @Test func readingIsFreeHereAndEverythingElseTakesAPassword() async throws {
        let daemon = try await RPCDaemon("127.0.14.4")
        let cookie = try #require(daemon.cookie)
        let connection = try daemon.connect()
        for pair in [nil, "nobody:nothing", cookie] {
            #expect(try await connection.call("getblockcount", pair: pair).status == 200)
            let isOperator = pair == cookie
            for (method, parameters) in [("ban", ["198.51.100.9"]), ("getconfig", []), ("nosuchmethod", [])] {
                let answer = try await connection.call(method, .array(parameters.map { .string($0) }), pair: pair)
                let isFree = method == "nosuchmethod"
                #expect(answer.status == (isOperator || isFree ? 200 : 401), "\(method) \(pair ?? "-")")
                guard answer.status == 401 else { continue }
                #expect(answer.head.contains("WWW-Authenticate: Basic realm=\"TIME Coin RPC\""))
                #expect(answer.json["error"]?["code"] == -32600)
            }
        }
        let page = try await connection.post(
            #"{"jsonrpc":"2.0","id":1,"method":"getblockcount"}"#, headers: ["Origin: http://example.com"])
        #expect(page.status == 401)
        let mode = try FileManager.default.attributesOfItem(atPath: daemon.scratch.path("data/.cookie"))
        #expect(mode[.posixPermissions] as? Int == 0o600)
        #expect(await daemon.end() == 0)
        #expect(daemon.cookie == nil)
    }

    @Test func slipsWithBansAndTrustAreTold() async throws {
        let daemon = try await RPCDaemon("127.0.14.8", chain: nil)
        let connection = try daemon.connect()
        let slips: [(JSONValue, Int)] = [
            (["198.51.100.9", "slow", "60"], -32602), (["198.51.100.9", "slow", 1.5], -32602),
            (["198.51.100.9", 60], -32602), (["198.51.100.9", "slow", 0], -8), (["198.51.100.9", "slow", -60], -8),
            (["198.51.100.9", "slow", 300_000_000_000], -8), (["198.51.100.9", "slow", JSONValue(UInt64.max)], -8),
        ]
        for (parameters, code) in slips {
            let answer = try await connection.call("ban", parameters, pair: daemon.cookie)
            #expect(answer.json["error"]?["code"] == JSONValue(code), "\(parameters): \(answer.json)")
        }
        let list = try await connection.call("getbanlist").json["result"]?["summary"]
        #expect(list?["permanent_bans"] == 0)
        #expect(list?["temporary_bans"] == 0)
        let odd: JSONValue = ["198.51.100.10", "a\u{0}b\u{1B}[2Jc"]
        #expect(try await connection.call("ban", odd, pair: daemon.cookie).json["result"]?["result"] == "success")
        for (method, result) in [
            ("addwhitelist", "success"), ("addwhitelist", "already_whitelisted"), ("removewhitelist", "success"),
            ("removewhitelist", "not_whitelisted"),
        ] {
            let answer = try await connection.call(method, ["198.51.100.9"], pair: daemon.cookie)
            #expect(answer.json["result"]?["result"]?.text == result, "\(answer.json)")
        }
        #expect(await daemon.end() == 0)
        let tool = try Program(
            ["verify", "--datadir", daemon.scratch.path("data"), "--network", "testnet"], program: "tc-whitelist")
        #expect(await tool.waitForExit() == 0, "\(tool.lines)")
    }

    /// What counts at once is shown as it is in the file, and the rest as it is now and will be.
    @Test func afterTheSignalToReloadSettingsAreThoseThatCount() async throws {
        let daemon = try await RPCDaemon("127.0.14.9", chain: nil)
        let text = """
            [node]
            network = "testnet"
            name = "mine"
            [network]
            whitelisted_peers = ["127.0.14.99"]
            max_inbound_peers = 10
            """
        try text.write(toFile: daemon.scratch.path("config.toml"), atomically: true, encoding: .utf8)
        daemon.program.kill(SIGHUP)
        #expect(await daemon.program.waitForLine("wait for a restart", "settings=network.max_inbound_peers"))
        #expect(daemon.program.lines.contains { $0.contains("config.toml:3: node.name: has no effect") })
        let answer = try await daemon.connect().call("getconfig", pair: daemon.cookie).json["result"]?["settings"]
        let limit = try #require(answer?["network.max_inbound_peers"])
        #expect(limit["value"] == "250")
        #expect(limit["origin"] == "default")
        #expect(limit["after_restart"] == "10")
        let trusted = try #require(answer?["network.whitelisted_peers"])
        #expect(trusted["value"] == "127.0.14.99:24100")
        #expect(trusted["origin"]?.text?.hasSuffix("config.toml:5") == true)
        #expect(trusted["after_restart"] == nil)
        #expect(await daemon.end() == 0)
    }

    @Test func aBatchIsAnsweredInItsOrder() async throws {
        let daemon = try await RPCDaemon("127.0.14.5")
        let calls = (0..<100).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"getblockhash","params":[\#($0)]}"# }
        let connection = try daemon.connect()
        let answer = try await connection.post("[" + calls.joined(separator: ",") + "]")
        #expect(answer.json.elements?.map { $0["id"] } == (0..<100).map { JSONValue($0) })
        #expect(answer.json.elements?.allSatisfy { $0["result"]?.text?.count == 64 } == true)
        let tooMany = try await connection.post("[" + (calls + calls).joined(separator: ",") + "]")
        #expect(tooMany.json["error"]?["code"] == -32700)
        #expect(await daemon.end() == 0)
    }

    @Test func whoWaitsForAWordBeforeTheBodyGetsIt() async throws {
        let daemon = try await RPCDaemon("127.0.14.14", chain: nil)
        let connection = try daemon.connect()
        let body = #"{"jsonrpc":"2.0","id":1,"method":"uptime"}"#
        for (length, word) in [(body.count, "HTTP/1.1 100 Continue\r\n"), ((16 << 20) + 1, "HTTP/1.1 413 ")] {
            let head = "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: \(length)\r\n\r\n"
            try connection.socket.send(Array(head.utf8))
            let first = await connection.socket.receive()
            #expect(String(decoding: first, as: UTF8.self).hasPrefix(word), "\(String(decoding: first, as: UTF8.self))")
            guard word.contains("100") else { continue }
            try connection.socket.send(Array(body.utf8))
            #expect(try await connection.answer().json["result"]?.integer != nil)
        }
        #expect(await daemon.end() == 0)
    }

    @Test func oneConnectionSurvivesTenThousandRequests() async throws {
        let daemon = try await RPCDaemon("127.0.14.6")
        let connection = try daemon.connect()
        var answered = 0
        for _ in 0..<10_000 where try await connection.call("getblockcount").json["result"] == 2000 { answered += 1 }
        #expect(answered == 10_000)
        #expect(await daemon.end() == 0)
    }

    @Test func stopEndsTheDaemonAndClientsAreTold() async throws {
        let daemon = try await RPCDaemon("127.0.14.7", configuration: "[rpc]\nuser = \"alice\"\npassword = \"secret\"")
        #expect(daemon.cookie == "alice:secret")
        var overrides = ConfigurationOverrides(
            file: daemon.scratch.path("config.toml"), dataDirectory: daemon.scratch.path("data"))
        overrides.rpcListen = EndpointSetting("\(daemon.address)")
        let configuration = try NodeConfiguration(
            overrides, environment: OperatorEnvironment(variables: ProcessInfo.processInfo.environment))
        let client = try RPCClient(configuration, version: "0")
        #expect(try await client.call("getblockcount") == 2000)
        await #expect { try await client.call("getblock", [999_999]) } throws: {
            ($0 as? RPCClientError)?.code == .refused(code: -5)
        }
        let stranger = RPCClient(url: client.url, credentials: nil, version: "0")
        await #expect { try await stranger.call("stop") } throws: { ($0 as? RPCClientError)?.code == .unauthorized }
        #expect(try await client.call("stop").text != nil)
        #expect(await daemon.program.waitForExit(limit: .seconds(10)) == 0)
        await #expect { try await client.call("getblockcount") } throws: {
            ($0 as? RPCClientError)?.code == .unreachable
        }
    }
}

/// Whether two JSON values have the same fields of the same types.
enum Shape {
    /// What `value` lacks of `model`; nil if nothing. What neither has a value for fits, and more fields than the model's.
    static func difference(_ value: JSONValue, _ model: JSONValue, at path: String = "result") -> String? {
        switch (value, model) {
        case (.object(let members), .object(let expected)):
            for (key, member) in expected.sorted(by: { $0.key < $1.key }) {
                guard let found = members[key] else { return "\(path).\(key) is missing" }
                if let difference = difference(found, member, at: "\(path).\(key)") { return difference }
            }
            return nil
        case (.array(let elements), .array(let expected)):
            guard let element = elements.first, let first = expected.first else { return nil }
            return difference(element, first, at: path + "[]")
        case (.null, _), (_, .null), (.bool, .bool), (.integer, .integer), (.number, .number), (.string, .string):
            return nil
        default: return "\(path) is \(value) in place of \(model)"
        }
    }
}
