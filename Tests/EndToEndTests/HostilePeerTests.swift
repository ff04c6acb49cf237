import Foundation
import TestSupport
import Testing
import TimeModel
import TimeWire

/// Peers that keep to the protocol and mean no good.
@Suite(.serialized) struct HostilePeerTests {
    private static func frame(_ message: Message) -> [UInt8] { HostileInputTests.frame(message) }

    /// A session from `source` to the daemon, at the point where the daemon has asked for the tip.
    private func session(_ source: String, to address: String) async throws -> RawSocket? {
        let socket = try RawSocket(from: source, to: address, port: 24100)
        try socket.send(HostileInputTests.handshake())
        return await socket.receive(until: Self.frame(.getChainTip)) ? socket : nil
    }

    /// Whether the daemon still answers on this session.
    private func isAlive(_ socket: RawSocket) async throws -> Bool {
        let nonce: UInt64 = 0x5EED_5EED_5EED_5EED
        try socket.send(Self.frame(.ping(Heartbeat(nonce: nonce, timestamp: UnixTime(0), height: nil))))
        let pong = Message.pong(Heartbeat(nonce: nonce, timestamp: UnixTime(0), height: nil)).payload()
        return await socket.receive(until: Array(pong.prefix(12)))
    }

    private func daemon(_ scratch: Scratch, _ address: String, _ extra: [String] = []) async throws -> Program {
        let daemon = try Program(
            ["run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "\(address):24100"] + extra)
        try #require(await daemon.waitForLine("listening"), "\(daemon.lines)")
        return daemon
    }

    private func openFiles(_ daemon: Program) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.pid)/fd").count
    }

    @Test func aPeerWithABadBlockEarnsThreeLinesHoweverOftenItComes() async throws {
        let scratch = try Scratch()
        let daemon = try await daemon(scratch, "127.0.5.1")
        var blocks = Array(try ChainFile.blocks("plain").prefix(50))
        var spoilt = blocks[6].block
        spoilt.header.blockReward = Amount(time: 1_000_000)
        blocks[6] = EncodedBlock(spoilt)
        let tip = Self.frame(.chainTipResponse(height: 50, hash: BlockHash(hex: String(repeating: "ab", count: 32))!))

        let first = try #require(try await session("127.0.5.2", to: "127.0.5.1"))
        try first.send(tip)
        #expect(await first.receive(until: Self.frame(.getBlockRange(start: 1, end: 50))))
        try first.send(Self.frame(.blockRangeResponse(blocks)))
        _ = await first.receiveToEnd()
        #expect(await daemon.waitForLine("peer disconnected", "breaks rule"))
        let files = try openFiles(daemon)

        // Fewer than the twenty a minute that its range may open.
        for cycle in 1...15 {
            // The last socket's end can be seen before its session's: then the next comes too early, and comes again.
            var next: RawSocket?
            for _ in 1...20 where next == nil { next = try await session("127.0.5.2", to: "127.0.5.1") }
            let socket = try #require(next, "cycle \(cycle)")
            try socket.send(tip)
            #expect(try await isAlive(socket), "cycle \(cycle)")
            socket.endOutput()
            _ = await socket.receiveToEnd()
        }
        for text in ["peer connected", "block refused", "peer disconnected"] {
            #expect(daemon.lines.count { $0.contains(text) } == 1, "\(daemon.lines)")
        }
        #expect(daemon.lines.count < 14, "\(daemon.lines)")
        #expect(try openFiles(daemon) <= files + 1)
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }

    @Test func liarsAndMutesDontKeepTheNodeFromTheTip() async throws {
        let server = try await Serving(address: "127.0.5.3", port: 24100)
        let scratch = try Scratch()
        let daemon = try await daemon(scratch, "127.0.5.4", ["--connect", server.endpoint])
        // One tells of a far tip and answers nothing, the other leaves in the middle of an answer.
        let mute = try #require(try await session("127.0.5.5", to: "127.0.5.4"))
        let leaver = try #require(try await session("127.0.5.6", to: "127.0.5.4"))
        let hash = BlockHash(hex: String(repeating: "cd", count: 32))!
        try mute.send(Self.frame(.chainTipResponse(height: 30_000, hash: hash)))
        try leaver.send(Self.frame(.chainTipResponse(height: 30_000, hash: hash)))
        let answer = Self.frame(.blockRangeResponse(Array(try ChainFile.blocks("plain")[1_950...])))
        try leaver.send(Array(answer.prefix(answer.count / 2)))
        leaver.endOutput()
        #expect(await daemon.waitForLine("caught up", "height=2000", limit: .seconds(60)), "\(daemon.lines)")
        #expect(try await isAlive(mute))
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }

    @Test func aBranchAtTheTipIsLookedIntoOnceAndItsPeerKept() async throws {
        let server = try await Serving(address: "127.0.5.7", port: 24100)
        let last = try #require(try ChainFile.blocks("plain").last)
        var branch = last.block
        branch.header.height = last.block.header.height.next
        branch.header.previousHash = BlockHash(hex: String(repeating: "ef", count: 32))!
        let height = branch.header.height
        let socket = try #require(try await session("127.0.5.8", to: "127.0.5.7"))
        try socket.send(Self.frame(.chainTipResponse(height: height, hash: branch.header.previousHash)))
        #expect(await socket.receive(until: Self.frame(.getBlocks(start: height, end: height))))
        try socket.send(Self.frame(.blocksResponse([EncodedBlock(branch)])))
        // Where the branch may begin at the lowest.
        let lowest = last.block.header.height.advanced(by: -100)
        #expect(await socket.receive(until: Self.frame(.getBlockHash(lowest))))
        for _ in 1...20 {
            try socket.send(Self.frame(.chainTipResponse(height: height, hash: branch.header.previousHash)))
        }
        #expect(try await isAlive(socket))
        #expect(!server.daemon.lines.contains { $0.contains("127.0.5.8") && $0.contains("disconnected") })
        #expect(await server.end() == 0, "\(server.daemon.lines)")
    }

    @Test func oneAddressHasOneSessionAndAWhitelistedOneItsLatest() async throws {
        let server = try await Serving(address: "127.0.5.9", port: 24100, whitelisting: "127.0.5.10")
        let old = try #require(try await session("127.0.5.10", to: "127.0.5.9"))
        let new = try #require(try await session("127.0.5.10", to: "127.0.5.9"))
        _ = await old.receiveToEnd()
        #expect(try await isAlive(new))

        let first = try #require(try await session("127.0.5.11", to: "127.0.5.9"))
        let second = try RawSocket(from: "127.0.5.11", to: "127.0.5.9", port: 24100)
        try second.send(HostileInputTests.handshake())
        _ = await second.receiveToEnd()
        #expect(await server.daemon.waitForLine("no session", "peer=127.0.5.11", "another session"))
        #expect(try await isAlive(first))
        #expect(await server.end() == 0)
    }

    @Test func aStoreThatCantBeReadEndsNoSession() async throws {
        let server = try await Serving(address: "127.0.5.12", port: 24100)
        let file = try #require(FileHandle(forUpdatingAtPath: server.scratch.path("data/timekit/chain.sqlite")))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 65_536)
        try file.write(contentsOf: Data(repeating: 0xFF, count: Int(size) - 65_536))
        try file.close()
        let socket = try #require(try await session("127.0.5.13", to: "127.0.5.12"))
        for start in stride(from: UInt64(1), to: 1_000, by: 50) {
            try socket.send(Self.frame(.getBlockRange(start: Height(start), end: Height(start + 49))))
        }
        #expect(await server.daemon.waitForLine("could not be read"), "\(server.daemon.lines)")
        #expect(try await isAlive(socket))
        #expect(server.daemon.lines.count { $0.contains("could not be read") } == 1)
        server.daemon.kill(SIGTERM)
        #expect(await server.daemon.waitForExit(limit: .seconds(10)) != nil)
    }

    @Test func aSignalEndsADialThatNobodyAnswers() async throws {
        let silent = try RawSocket(silentListenerAt: "127.0.5.14", port: 24100)
        let scratch = try Scratch()
        let daemon = try await daemon(
            scratch, "127.0.5.15", ["--connect", "127.0.5.14:24100", "--log-level", "debug"])
        #expect(await daemon.waitForLine("dialling"))
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(5)) == 0, "\(daemon.lines)")
        withExtendedLifetime(silent) {}
    }
}
