import Foundation
import Testing
import TimeControl

/// Clients that are wrong, slow or many do no harm.
@Suite(.serialized) struct RPCHostilityTests {
    private static let largest = 16 << 20

    @Test func whatIsNoRequestGetsAnError() async throws {
        let daemon = try await RPCDaemon("127.0.14.10", chain: nil)
        let connection = try daemon.connect()
        let bodies = [
            "", "{", "[]", "\"x\"", "nul", #"{"id":1,"method":"uptime"}"#, #"{"jsonrpc":"2.0","method":7}"#,
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 10_000), "\u{0}\u{1}",
            #"{"jsonrpc":"2.0","method":"uptime","params":"# + String(repeating: "[", count: 17)
                + String(repeating: "]", count: 17) + "}",
        ]
        for body in bodies {
            let answer = try await connection.post(body)
            #expect(answer.status == 200, "\(body.prefix(20))")
            #expect(answer.json["error"]?["code"] == -32700, "\(body.prefix(20)): \(answer.json)")
        }
        #expect(try await connection.post([0xFF, 0xFE]).json["error"]?["code"] == -32700)
        #expect(try await connection.call("uptime").json["result"]?.integer != nil)
        #expect(await daemon.end() == 0)
    }

    @Test func sixteenMebibytesAreTakenAndNoMore() async throws {
        let daemon = try await RPCDaemon("127.0.14.11", chain: nil)
        let call = Array(#"{"jsonrpc":"2.0","id":1,"method":"uptime"}"#.utf8)
        let blank = [UInt8](repeating: 0x20, count: Self.largest - call.count)
        let connection = try daemon.connect()
        #expect(try await connection.post(call + blank).json["result"]?.integer != nil)
        var before = 0
        for round in 0..<8 {
            // The first ones show how much room the allocator takes for them.
            if round == 3 { before = daemon.memory }
            let values = Array("[".utf8) + Array(repeatElement(Array("1,".utf8), count: Self.largest / 2 - 2).joined())
            #expect(try await connection.post(values + Array("1]".utf8)).json["error"]?["code"] == -32700)
        }
        print("rpc: \(before) MiB, then \(daemon.memory) MiB after five more bodies of 16 MiB")
        #expect(daemon.memory < before + 32)
        let head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(Self.largest + 1)\r\n\r\n"
        try await connection.socket.sendAll(Array(head.utf8))
        #expect(try await connection.answer().status == 413)
        #expect(await connection.socket.receiveToEnd().isEmpty)
        #expect(connection.socket.isClosed)
        #expect(await daemon.end() == 0)
    }

    @Test func twoHundredClientsAtOnceAreAnsweredInFlatMemory() async throws {
        let daemon = try await RPCDaemon("127.0.14.12")
        func round() async throws -> Int {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        let connection = try daemon.connect()
                        var answered = 0
                        for height in 0..<20 {
                            let answer = try await connection.call("getblock", [JSONValue(height)])
                            if answer.json["result"]?["height"] == JSONValue(height) { answered += 1 }
                        }
                        return answered
                    }
                }
                return try await group.reduce(0, +)
            }
        }
        #expect(try await round() == 4_000)
        let before = daemon.memory
        for _ in 0..<3 { #expect(try await round() == 4_000) }
        print("rpc: \(before) MiB after 200 clients, \(daemon.memory) MiB after 600 more")
        #expect(daemon.memory < before + 32)
        #expect(await daemon.end() == 0)
    }

    /// More than there is room for, each with half a request: the oldest of them make room for whoever comes.
    @Test(arguments: ["POST / HTTP/1.1\r\nContent-Le", "POST / HTTP/1.1\r\nContent-Length: 900\r\n\r\n{"])
    func slowClientsDoNotKeepOthersOut(beginning: String) async throws {
        let daemon = try await RPCDaemon("127.0.14.13", chain: nil)
        let early = try daemon.connect()
        #expect(try await early.call("uptime").status == 200)
        let slow = try (0..<600)
            .map { _ in
                let connection = try daemon.connect()
                try connection.socket.send(Array(beginning.utf8))
                return connection
            }
        let start = ContinuousClock.now
        for _ in 0..<20 { #expect(try await daemon.connect().call("uptime").status == 200) }
        let wait = ContinuousClock.now - start
        print("rpc: 20 answers among \(slow.count) slow clients in \(wait)")
        #expect(wait < .seconds(2))
        await #expect(throws: RawSocket.Failure.self) { try await early.call("uptime") }
        #expect(await daemon.end() == 0)
    }

    private static let hasNamespaces = Result {
        let trial = Process()
        trial.executableURL = URL(fileURLWithPath: "/bin/sh")
        trial.arguments = ["-c", "unshare -rn sh -c 'ip link set lo up && ip address add 192.0.2.1/32 dev lo'"]
        trial.standardError = FileHandle.nullDevice
        try trial.run()
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }

    /// They get no answer, take no place, and are told of. An address that isn't this machine's own loopback takes a
    /// network of its own, in which a shell plays both sides.
    @Test(.enabled(if: (try? hasNamespaces.get()) == true))
    func whoMayNotConnectKeepsNobodyOut() async throws {
        let scratch = try Scratch()
        let script = """
            ip link set lo up && ip address add 192.0.2.1/32 dev lo
            "$0" run --network testnet --datadir "$1" --listen 127.0.0.1 --rpc 0.0.0.0 --no-discovery 2>"$1.log" &
            daemon=$!
            trap 'kill -KILL "$daemon" 2>/dev/null' EXIT
            until grep -q ' listening ' "$1.log"; do read -r -t 0.05 <> <(:) || :; done
            for ((i = 0; i < 600; i++)); do
                exec {fd}<>/dev/tcp/192.0.2.1/24101 && printf 'POST / HTTP/1.1\\r\\n' >&"$fd" 2>/dev/null
            done
            start=$SECONDS
            exec 9<>/dev/tcp/127.0.0.1/24101
            printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n' >&9
            read -r answer <&9
            echo "$answer after $((SECONDS - start)) s"
            grep -c 'refused, not in rpc.allow.*from=192.0.2.1' "$1.log"
            kill "$daemon" && wait "$daemon" && echo ended
            """
        let shell = try Program(
            [
                "-c", "exec unshare -rn bash -c \"$2\" \"$0\" \"$1\"", Program.url("timed").path, scratch.path("data"),
                script,
            ],
            program: "bash")
        #expect(await shell.waitForExit(limit: .seconds(60)) == 0, "\(shell.lines)")
        let answer = try #require(shell.lines.first { $0.hasPrefix("HTTP/1.1 200") }, "\(shell.lines)")
        #expect(answer.hasSuffix("after 0 s") || answer.hasSuffix("after 1 s"), "\(answer)")
        #expect(shell.lines.suffix(2).first.flatMap { Int($0) } ?? 0 > 0, "\(shell.lines)")
        #expect(shell.lines.last == "ended")
    }

    /// Each try takes a while, and is in the log.
    @Test func wrongPasswordsAreSlowAndTold() async throws {
        let daemon = try await RPCDaemon("127.0.14.15", chain: nil)
        let connection = try daemon.connect()
        let start = ContinuousClock.now
        for _ in 0..<4 { #expect(try await connection.call("getconfig", pair: "nobody:nothing").status == 401) }
        #expect(ContinuousClock.now - start >= .seconds(1))
        #expect(await daemon.program.waitForLine("wrong RPC password", "from=127.0.0.1"), "\(daemon.program.lines)")
        #expect(await daemon.end() == 0)
    }
}
