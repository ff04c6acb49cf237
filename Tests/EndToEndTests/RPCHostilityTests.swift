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

    /// More than there is room for, each with half a head; they are closed after a while, and others get their turn.
    @Test func slowClientsDoNotKeepOthersOut() async throws {
        let daemon = try await RPCDaemon("127.0.14.13", chain: nil)
        let slow = try (0..<300)
            .map { _ in
                let connection = try daemon.connect()
                try connection.socket.send(Array("POST / HTTP/1.1\r\nContent-Le".utf8))
                return connection
            }
        #expect(try await daemon.connect().call("uptime").status == 200)
        #expect(slow.count == 300)
        #expect(await daemon.end() == 0)
    }
}
