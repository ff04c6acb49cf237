import Foundation
import TestSupport
import Testing
import TimeControl

/// What a daemon tells the machines that watch it.
@Suite(.serialized) struct StatusPageTests {
    /// `/readyz`, once it is as expected. The node's own loop says how it is once a second.
    private func poll(
        _ connection: RPCConnection, until isExpected: (RPCConnection.Answer) -> Bool
    ) async throws -> RPCConnection.Answer {
        let end = ContinuousClock.now + .seconds(60)
        var answer = try await connection.ask("/readyz")
        while !isExpected(answer), ContinuousClock.now < end { answer = try await connection.ask("/readyz") }
        return answer
    }

    @Test func aNodeWithoutPeersLivesAndIsNotReady() async throws {
        let daemon = try await RPCDaemon("127.0.15.1")
        let connection = try daemon.connect()
        let ready = try await poll(connection) { !$0.text.hasPrefix("loading") }
        #expect(ready.status == 503)
        #expect(ready.text == "no peers: nobody is connected\n")
        let health = try await connection.ask("/healthz")
        #expect(health.status == 200)
        #expect(health.text == "ok\n")
        #expect(await daemon.end() == 0)
    }

    @Test func aNodeAtThePeersTipIsReadyAndMeasured() async throws {
        let server = try await Serving(address: "127.0.15.2", port: 24100)
        let daemon = try await RPCDaemon("127.0.15.3", extra: ["--connect", server.endpoint])
        #expect(await daemon.program.waitForLine("caught up"))
        let connection = try daemon.connect()
        let ready = try await poll(connection) { $0.status == 200 }
        #expect(ready.text == "ok\n")
        #expect(try await connection.call("getblockcount").json["result"] == 2000)
        #expect(try await connection.call("stop").status == 401)
        let page = try await connection.ask("/metrics")
        #expect(page.status == 200)
        #expect(page.head.contains("text/plain; version=0.0.4"))
        #expect(try TextFormat.names(of: page.text).isSuperset(of: ["timekit_up", "timekit_peer_phi"]))
        for line in [
            "timekit_up 1", "timekit_ready 1", "timekit_height 2000", "timekit_best_known_height 2000",
            "timekit_lag_blocks 0", #"timekit_sync_phase{phase="synced"} 1"#,
            #"timekit_peers{direction="outbound"} 1"#, #"timekit_peers{direction="inbound"} 0"#,
            #"timekit_peer_missed_pongs{peer="127.0.15.2"} 0"#, #"timekit_rpc_requests_total{outcome="answered"} 1"#,
            #"timekit_rpc_requests_total{outcome="unauthorized"} 1"#,
            #"timekit_alert_active{alert="sync-lag"} 0"#,
        ] {
            #expect(page.text.contains("\n\(line)\n"), "\(line)\n\(page.text)")
        }
        let received = page.text.firstMatch(of: #/\ntimekit_received_bytes_total (\d+)\n/#).flatMap { Int($0.1) }
        #expect((received ?? 0) > 0)
        #expect(await daemon.end() == 0)
    }

    @Test func everyNameIsOneOfTheManuals() async throws {
        let server = try await Serving(address: "127.0.15.4", port: 24100)
        let daemon = try await RPCDaemon("127.0.15.5", extra: ["--connect", server.endpoint])
        #expect(await daemon.program.waitForLine("caught up"))
        let connection = try daemon.connect()
        let names = try TextFormat.names(of: try await connection.ask("/metrics").text)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let manual = try String(contentsOf: root.appendingPathComponent("man/timed.8"), encoding: .utf8)
        let documented = Set(manual.matches(of: #/\n\.It Li (timekit_\w+)\n/#).map { String($0.1) })
        #expect(names.subtracting(documented) == [])
        // Round trips come with the first pong.
        #expect(documented.subtracting(names).isSubset(of: ["timekit_peer_round_trip_seconds"]))
        #expect(await daemon.end() == 0)
    }

    @Test func alertsThatHoldAreAnsweredWithTheirBeginning() async throws {
        let daemon = try await RPCDaemon("127.0.15.8")
        #expect(await daemon.program.waitForLine("CRIT", "alert=whitelist-empty"))
        let connection = try daemon.connect()
        let answer = try await connection.call("getalerts").json["result"]
        for list in ["open", "recent"] {
            let alert = answer?[list]?.elements?.first { $0["alert"] == "whitelist-empty" }
            #expect(alert?["level"] == "critical")
            #expect(alert?["message"] == "whitelist is empty: no peer is trusted")
            #expect(alert?[list == "open" ? "since" : "time"]?.integer ?? 0 > 1_700_000_000)
        }
        let findings = try await connection.call("getauditfindings").json["result"]
        let total = try #require(findings?["total"]?.integer)
        #expect(findings?["findings"]?.elements.map { Int128($0.count) } == min(total, 1_000))
        for parameters: JSONValue in [["x"], [-1], [0, 0], [0, "x"]] {
            #expect(try await connection.call("getauditfindings", parameters).json["error"]?["code"] == -32602)
        }
        #expect(await daemon.end() == 0)
    }

    @Test func onlyGetAndHeadAreAnswered() async throws {
        let daemon = try await RPCDaemon("127.0.15.6")
        for page in ["/metrics", "/healthz", "/readyz"] {
            let connection = try daemon.connect()
            let whole = try await connection.ask(page)
            let head = try await connection.ask(page, by: "HEAD")
            #expect(head.status == whole.status)
            #expect(head.body.isEmpty)
            #expect(head.head.lowercased().contains("content-length: "))
            for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
                let answer = try await daemon.connect().ask(page, by: method, headers: ["Content-Length: 0"])
                #expect(answer.status == 405, "\(method) \(page)")
                #expect(answer.head.contains("GET, HEAD"))
            }
        }
        #expect(try await daemon.connect().ask("/nothing").status == 404)
        #expect(await daemon.end() == 0)
    }

    @Test func aWebPageLearnsNoAddressesWithoutThePassword() async throws {
        let daemon = try await RPCDaemon("127.0.15.7")
        let origin = ["Origin: http://example.com"]
        #expect(try await daemon.connect().ask("/metrics", headers: origin).status == 401)
        #expect(try await daemon.connect().ask("/metrics", host: "example.com:24101").status == 401)
        #expect(try await daemon.connect().ask("/metrics", pair: daemon.cookie, headers: origin).status == 200)
        #expect(try await daemon.connect().ask("/healthz", headers: origin).status == 200)
        #expect(await daemon.end() == 0)
    }
}

/// Prometheus' text format, read strictly.
enum TextFormat {
    struct Malformed: Error { let line: String }

    /// Of all metrics; each has help, a type and samples.
    static func names(of text: String) throws -> Set<String> {
        var names: Set<String> = []
        var current = ""
        for line in text.split(separator: "\n") {
            if let help = line.wholeMatch(of: #/# HELP ([a-z_]+) .+/#) {
                guard names.insert(String(help.1)).inserted else { throw Malformed(line: String(line)) }
                current = String(help.1)
            } else if let type = line.wholeMatch(of: #/# TYPE ([a-z_]+) (gauge|counter)/#) {
                guard type.1 == current, current.hasSuffix("_total") == (type.2 == "counter") else {
                    throw Malformed(line: String(line))
                }
            } else {
                let sample = line.wholeMatch(of: #/([a-z_]+)(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+.e0-9]+/#)
                guard let sample, sample.1 == current else { throw Malformed(line: String(line)) }
            }
        }
        return names
    }
}
