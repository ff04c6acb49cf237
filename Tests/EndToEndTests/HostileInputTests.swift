import Foundation
import TestSupport
import Testing
import TimeModel
import TimeWire

/// What a peer can throw at a running daemon: each earns one line in the log, and the daemon goes on serving.
@Suite(.serialized) struct HostileInputTests {
    struct Attack: CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        /// What the daemon's log says of it.
        let line: String
        /// Ends its side once the daemon has answered.
        var hangsUp = false
        var testDescription: String { name }
    }

    static func frame(_ message: Message) -> [UInt8] { (try? Frame.encode(message.payload())) ?? [] }

    static func handshake(magic: [UInt8] = NetworkParameters.testnet.magic, build: UInt32 = 2344) -> [UInt8] {
        frame(.handshake(Handshake(magic: magic, protocolVersion: 2, network: "testnet", buildNumber: build)))
    }

    static let attacks = [
        Attack(name: "frame above 8 MiB", bytes: [0x00, 0x80, 0x00, 0x01], line: "can't be read"),
        Attack(
            name: "truncated frame", bytes: handshake() + [0x00, 0x00, 0x01, 0x00, 0x04], line: "inside a frame",
            hangsUp: true),
        Attack(
            name: "undecodable first frame", bytes: [0, 0, 0, 4, 0xFF, 0xFF, 0, 0], line: "no message of this protocol"),
        Attack(name: "wrong magic", bytes: handshake(magic: [1, 2, 3, 4]), line: "another network"),
        Attack(
            name: "mainnet's magic", bytes: handshake(magic: NetworkParameters.mainnet.magic), line: "another network"),
        Attack(name: "outdated build", bytes: handshake(build: 2000), line: "build 2000"),
        Attack(
            name: "wrong genesis",
            bytes: handshake() + frame(.genesisHashResponse(BlockHash(hex: String(repeating: "ab", count: 32))!)),
            line: "begins with block abab"),
    ]

    @Test func everyAttackEarnsALineAndTheDaemonServesOn() async throws {
        let server = try await Serving(address: "127.0.4.1", port: 24100, extra: ["--log-level", "debug"])
        for (index, attack) in Self.attacks.enumerated() {
            let address = "127.0.4.\(index + 10)"
            let socket = try RawSocket(from: address, to: "127.0.4.1", port: 24100)
            try socket.send(attack.bytes)
            if attack.hangsUp {
                // The question for the tip is the last thing a new session says.
                #expect(await socket.receive(until: Self.frame(.getChainTip)))
                socket.endOutput()
            }
            #expect(
                await server.daemon.waitForLine("peer=\(address)", attack.line),
                "\(attack.name): \(server.daemon.lines.suffix(3))")
        }
        for (index, attack) in Self.attacks.enumerated() {
            let told = server.daemon.lines.filter { $0.contains("peer=127.0.4.\(index + 10)") && $0.contains("INFO") }
            #expect(told.count { !$0.contains("peer connected") } == 1, "\(attack.name): \(told)")
        }
        try await expectServed(server)
        #expect(await server.end() == 0)
    }

    @Test func foreignProtocolsAndUnaskedBlocksChangeNothing() async throws {
        let server = try await Serving(address: "127.0.4.2", port: 24100, extra: ["--log-level", "debug"])
        for request in ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"] {
            let socket = try RawSocket(from: "127.0.4.30", to: "127.0.4.2", port: 24100)
            try socket.send(Array(request.utf8))
            #expect(await socket.receiveToEnd().isEmpty)
        }
        let socket = try RawSocket(from: "127.0.4.31", to: "127.0.4.2", port: 24100)
        let blocks = try ChainFile.blocks("plain").prefix(3)
        try socket.send(Self.handshake() + Self.frame(.blocksResponse(Array(blocks))))
        #expect(await server.daemon.waitForLine("unrequestedBlocks"))
        try await expectServed(server)
        #expect(await server.end() == 0)
    }

    /// Another node still catches up from the daemon.
    private func expectServed(_ server: Serving) async throws {
        let scratch = try Scratch()
        let node = try Program([
            "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "127.0.4.9:24100",
            "--connect",
            server.endpoint, "--stop-when-synced",
        ])
        #expect(await node.waitForExit(limit: .seconds(60)) == 0, "\(node.lines.suffix(5))")
    }
}
