import Foundation
import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeSimulation

/// Whole daemons over real TLS on loopback addresses.
@Suite(.serialized) struct CatchUpTests {
    private func client(_ scratch: Scratch, _ address: String, to server: Serving) throws -> Program {
        try Program([
            "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "\(address):24100",
            "--connect", server.endpoint, "--stop-when-synced",
        ])
    }

    /// The store of a daemon that has ended, held against the recording.
    private func expectRecorded(_ scratch: Scratch, _ recorded: RecordedChain) throws {
        let store = try ChainStore(directory: scratch.path("data/timekit"), network: .testnet)
        let summary = store.summary
        #expect(summary.tip.height == Height(recorded.final.tipHeight))
        #expect(summary.tip.hash.description == recorded.final.tipHash)
        #expect(summary.unspentCount == recorded.final.utxoCount)
        #expect(summary.supply == Amount(time: 190_000))
        #expect(try store.unspentDigest(.recorded).description == recorded.final.utxoDigest)
    }

    @Test func anEmptyNodeReachesTheRecordedTipOverTLS() async throws {
        let recorded = try RecordedChain.load()
        let server = try await Serving(address: "127.0.2.1", port: 24100)
        let scratch = try Scratch()
        let node = try client(scratch, "127.0.2.2", to: server)
        #expect(await node.waitForExit(limit: .seconds(60)) == 0, "\(node.lines.suffix(5))")
        #expect(node.lines.contains { $0.contains("tls=true") })
        #expect(node.lines.contains("hash      \(recorded.final.tipHash)"), "\(node.lines.suffix(8))")
        try expectRecorded(scratch, recorded)
        #expect(await server.end() == 0)
    }

    /// `KILLS` in the environment sets how many; the seed is printed, `KILL_SEED` repeats it.
    @Test func killsAtRandomMomentsLoseNothing() async throws {
        let environment = ProcessInfo.processInfo.environment
        let kills = environment["KILLS"].flatMap(Int.init) ?? 50
        let seed = environment["KILL_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let recorded = try RecordedChain.load()
        let server = try await Serving(address: "127.0.2.3", port: 24100, whitelisting: "127.0.2.4")
        var scratch = try Scratch()
        var height: UInt64 = 0
        var onTheWay = 0
        // The longest time to a kill, in milliseconds; follows how fast this machine catches up.
        var span = 300
        for kill in 1...kills {
            let node = try client(scratch, "127.0.2.4", to: server)
            node.kill(SIGKILL, after: .milliseconds(Int.random(in: 5...span, using: &generator)))
            let isKilled = await node.waitForExit() == -SIGKILL
            let reached = try reachedHeight(scratch, recorded)
            #expect(reached >= height, "kill \(kill) of seed \(seed) lost blocks")
            span = !isKilled ? max(span * 3 / 4, 30) : reached == height ? min(span * 5 / 4, 5_000) : span
            if isKilled, reached > 0, reached < recorded.final.tipHeight { onTheWay += 1 }
            height = reached
            if height == recorded.final.tipHeight {
                try expectRecorded(scratch, recorded)
                scratch = try Scratch()
                height = 0
            }
        }
        print("catch-up: \(onTheWay) of \(kills) kills on the way")
        #expect(onTheWay > kills / 25, "only \(onTheWay) of \(kills) kills hit the catch-up, seed \(seed)")
        let node = try client(scratch, "127.0.2.4", to: server)
        #expect(await node.waitForExit(limit: .seconds(60)) == 0, "\(node.lines.suffix(5)), seed \(seed)")
        try expectRecorded(scratch, recorded)
        let verify = try Program(["verify-chain", "--network", "testnet", "--datadir", scratch.path("data")])
        #expect(await verify.waitForExit(limit: .seconds(60)) == 0, "\(verify.lines.suffix(5)), seed \(seed)")
    }

    @Test func aSignalAmidTheCatchUpEndsItAtOnceAndLosesNothing() async throws {
        let long = try Scratch()
        let target: UInt64 = 12_000
        try RecordedChain.write(continuedTo: Height(target), to: long.path("blocks"))
        let server = try await Serving(address: "127.0.17.6", port: 24100, chain: long.path("blocks"))
        let scratch = try Scratch()
        let first = try client(scratch, "127.0.17.7", to: server)
        #expect(await first.waitForLine("catching up"))
        first.kill(SIGTERM, after: .milliseconds(500))
        let start = ContinuousClock.now
        #expect(await first.waitForExit(limit: .seconds(11)) == 0, "\(first.lines.suffix(5))")
        #expect(ContinuousClock.now - start < .seconds(10))
        let summary = try #require(
            try ChainStore.summary(directory: scratch.path("data/timekit"), network: .testnet))
        print("catch-up: ended at \(summary.tip.height), \(ContinuousClock.now - start) after it began")
        #expect(summary.tip.height > 0 && summary.tip.height < Height(target))
        let verify = try Program(["verify-chain", "--network", "testnet", "--datadir", scratch.path("data")])
        #expect(await verify.waitForExit(limit: .seconds(60)) == 0, "\(verify.lines.suffix(5))")
        let second = try client(scratch, "127.0.17.7", to: server)
        #expect(await second.waitForExit(limit: .seconds(90)) == 0, "\(second.lines.suffix(5))")
        #expect(second.lines.contains("tip       \(target)"), "\(second.lines.suffix(8))")
        #expect(second.lines.contains { $0.contains("catching up") && $0.contains("height=\(summary.tip.height)") })
        #expect(await server.end() == 0)
    }

    /// The height that a killed daemon's store holds, after a look at its tip and its count.
    private func reachedHeight(_ scratch: Scratch, _ recorded: RecordedChain) throws -> UInt64 {
        guard FileManager.default.fileExists(atPath: scratch.path("data/timekit/chain.sqlite")) else { return 0 }
        let store = try ChainStore(directory: scratch.path("data/timekit"), network: .testnet)
        let summary = store.summary
        let height = summary.tip.height.rawValue
        guard height > 0 else { return 0 }
        let entry = recorded.blocks[Int(height) - 1]
        #expect(summary.tip.hash.description == entry.hash)
        #expect(summary.unspentCount == entry.utxoCount)
        return height
    }

    @Test func aDaemonServesOthersWhileItFollows() async throws {
        let recorded = try RecordedChain.load()
        let source = try await Serving(address: "127.0.2.5", port: 24100)
        let middleData = try Scratch()
        let middle = try Program([
            "run", "--network", "testnet", "--datadir", middleData.path("data"), "--listen", "127.0.2.6:24100",
            "--connect",
            source.endpoint,
        ])
        try #require(await middle.waitForLine("listening"))
        let lastData = try Scratch()
        let last = try Program([
            "run", "--network", "testnet", "--datadir", lastData.path("data"), "--listen", "127.0.2.7:24100",
            "--connect",
            "127.0.2.6:24100",
        ])
        #expect(await last.waitForLine("hash=\(recorded.final.tipHash)", limit: .seconds(90)))
        for node in [last, middle] {
            node.kill(SIGTERM)
            #expect(await node.waitForExit(limit: .seconds(10)) == 0)
        }
        try expectRecorded(lastData, recorded)
        #expect(await source.end() == 0)
    }

    @Test(arguments: ["adaptive", "plan"]) func aNodeAHundredBlocksBehindCatchesUp(pacing: String) async throws {
        let recorded = try RecordedChain.load()
        let server = try await Serving(address: "127.0.2.11", port: 24100)
        let scratch = try Scratch()
        try RecordedChain.write(first: recorded.final.tipHeight - 100, to: scratch.path("blocks"))
        let importer = try Program([
            "import-blocks", "--network", "testnet", "--datadir", scratch.path("data"), scratch.path("blocks"),
        ])
        try #require(await importer.waitForExit(limit: .seconds(60)) == 0, "\(importer.lines.suffix(5))")
        let file = scratch.path("config.toml")
        try "[node]\nnetwork = \"testnet\"\n\n[sync]\npacing = \"\(pacing)\"\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let node = try Program([
            "run", "--conf", file, "--datadir", scratch.path("data"), "--listen", "127.0.2.12:24100",
            "--connect", server.endpoint, "--stop-when-synced",
        ])
        #expect(await node.waitForExit(limit: .seconds(60)) == 0, "\(node.lines.suffix(5))")
        #expect(node.lines.contains { $0.contains("catching up") && $0.contains("height=") }, "\(node.lines)")
        try expectRecorded(scratch, recorded)
        #expect(await server.end() == 0)
    }

    @Test func aNodeCatchesUpFromSeveralPeersAtOnce() async throws {
        let recorded = try RecordedChain.load()
        let first = try await Serving(address: "127.0.2.8", port: 24100)
        let second = try await Serving(address: "127.0.2.9", port: 24100)
        let scratch = try Scratch()
        let node = try Program([
            "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "127.0.2.10:24100",
            "--connect", first.endpoint, "--connect", second.endpoint, "--stop-when-synced",
        ])
        #expect(await node.waitForExit(limit: .seconds(60)) == 0, "\(node.lines.suffix(5))")
        try expectRecorded(scratch, recorded)
    }
}
