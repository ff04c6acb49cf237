import Foundation
import TestSupport
import Testing
import TimeModel
import TimePeers
import TimeWire

/// The daemon and the whitelist: filled before anybody can connect, kept, and followed.
@Suite(.serialized) struct WhitelistDaemonTests {
    private let scratch: Scratch
    private let file: String
    private let data: String

    init() throws {
        scratch = try Scratch()
        file = scratch.path("config.toml")
        data = scratch.path("data")
    }

    private func configure(_ network: String) throws {
        try "[node]\nnetwork = \"testnet\"\n\n[network]\n\(network)\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
    }

    private func daemon(_ address: String, _ extra: [String] = []) async throws -> Program {
        let daemon = try Program(
            ["run", "--conf", file, "--datadir", data, "--listen", "\(address):24100"] + extra)
        try #require(await daemon.waitForLine("listening"), "\(daemon.lines)")
        return daemon
    }

    /// A run of `tc-whitelist` on the daemon's store: its lines and how it ended.
    @discardableResult
    private func whitelist(_ arguments: String...) async throws -> (lines: [String], status: Int32?) {
        let program = try Program(
            arguments + ["--network", "testnet", "--datadir", data], program: "tc-whitelist")
        let status = await program.waitForExit()
        return (program.lines, status)
    }

    private func session(_ source: String, to address: String) async throws -> RawSocket? {
        let socket = try RawSocket(from: source, to: address, port: 24100)
        try socket.send(HostileInputTests.handshake())
        return await socket.receive(until: HostileInputTests.frame(.getChainTip)) ? socket : nil
    }

    private func end(_ daemon: Program) async {
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }

    @Test func theConfiguredListIsLoadedBeforeTheListenerAcceptsAndKept() async throws {
        try configure(#"whitelisted_peers = ["127.0.0.1", "127.0.6.2", "masternode.example", "10.0.0.0/8"]"#)
        let daemon = try await daemon("127.0.6.1")
        let expected = [
            "Loading 2 whitelisted peers from config",
            "Invalid address in whitelisted_peers: masternode.example",
            "Invalid address in whitelisted_peers: 10.0.0.0/8",
            "Whitelisted 127.0.0.1 (config)",
            "Whitelisted 127.0.6.2 (config)",
            "Whitelist initialized with 2 peers",
            "listening address=127.0.6.1:24100",
        ]
        let places = expected.compactMap { text in daemon.lines.firstIndex { $0.hasSuffix(text) } }
        #expect(places.count == expected.count && places == places.sorted(), "\(daemon.lines)")
        #expect(try await whitelist("check", "127.0.0.1").status == 0)
        #expect(try await whitelist("check", "127.0.6.3").status == 1)
        await end(daemon)
        #expect(try await whitelist("check", "127.0.0.1").status == 0)
    }

    @Test func anEmptyWhitelistIsAnAlarm() async throws {
        try configure("")
        let daemon = try await daemon("127.0.6.3")
        #expect(daemon.lines.contains { $0.contains("CRIT") && $0.contains("whitelist is empty") })
        #expect(daemon.lines.contains { $0.contains("Whitelist initialized with 0 peers") })
        try await whitelist("add", "127.0.6.4", "--reason", "ours")
        #expect(await daemon.waitForLine("whitelist changed", "approved=1"))
        try await whitelist("remove", "127.0.6.4", "--reason", "not ours")
        #expect(await daemon.waitForLine("whitelist changed", "approved=0"))
        #expect(daemon.lines.count { $0.contains("whitelist is empty") } == 2)
        await end(daemon)
    }

    @Test func theSignalToReloadAddsAndRemovesAndABrokenFileChangesNothing() async throws {
        try configure(#"whitelisted_peers = ["127.0.6.6"]"#)
        let daemon = try await daemon("127.0.6.5")
        let peer = try #require(try await session("127.0.6.7", to: "127.0.6.5"))
        #expect(await daemon.waitForLine("peer connected", "peer=127.0.6.7", "whitelisted=no"))
        try configure(#"whitelisted_peers = ["127.0.6.7"]"#)
        daemon.kill(SIGHUP)
        #expect(await daemon.waitForLine("configuration reloaded"))
        #expect(await daemon.waitForLine("peer's standing changed", "peer=127.0.6.7", "whitelisted (config)"))
        #expect(try await whitelist("check", "127.0.6.6").status == 1)
        #expect(try await whitelist("check", "127.0.6.7").status == 0)
        try configure(#"whitelisted_peers = ["127.0.6.8""#)
        daemon.kill(SIGHUP)
        #expect(await daemon.waitForLine("ERROR", "configuration not reloaded, nothing changed", "config.toml:"))
        #expect(try await whitelist("check", "127.0.6.7").status == 0)
        peer.endOutput()
        await end(daemon)
    }

    @Test(.alone) func whatAnotherProcessChangesCountsWithinASecond() async throws {
        try configure("")
        let daemon = try await daemon("127.0.6.9")
        let peer = try #require(try await session("127.0.6.10", to: "127.0.6.9"))
        #expect(await daemon.waitForLine("peer connected", "peer=127.0.6.10"))
        try await whitelist("add", "127.0.6.0/28", "--reason", "our rack")
        let added = ContinuousClock.now
        #expect(await daemon.waitForLine("peer's standing changed", "peer=127.0.6.10", "whitelisted (manual)"))
        #expect(ContinuousClock.now - added < .seconds(1.5))
        try await whitelist("ban", "127.0.6.10", "--reason", "noisy")
        #expect(await daemon.waitForLine("peer disconnected", "peer=127.0.6.10", "banned"))
        _ = await peer.receiveToEnd()
        let again = try RawSocket(from: "127.0.6.10", to: "127.0.6.9", port: 24100)
        try again.send(HostileInputTests.handshake())
        #expect(await !again.receive(until: HostileInputTests.frame(.getChainTip)))
        try await whitelist("unban", "127.0.6.10")
        #expect(await daemon.waitForLine("whitelist changed", "approved=1"))
        #expect(try await whitelist("verify").status == 0)
        await end(daemon)
    }

    @Test func aMasternodeThatAnnouncesItselfIsWhitelistedAndHearsayIsNot() async throws {
        try configure("")
        let daemon = try await daemon("127.0.6.11")
        let peer = try #require(try await session("127.0.6.12", to: "127.0.6.11"))
        let key = try #require(Ed25519.SigningKey(seed: [UInt8](repeating: 7, count: 32))).verifyingKey
        for address in ["127.0.6.13", "127.0.6.12:24100", "127.0.6.12"] {
            let announcement = MasternodeAnnouncement(
                address: address, rewardAddress: "TIME0reward", tier: .gold, publicKey: key)
            try peer.send(
                HostileInputTests.frame(
                    .masternodeAnnouncementV3(
                        announcement, collateral: OutPoint(transactionID: TransactionID(.zero), index: 0),
                        certificate: [], startedAt: UnixTime(0))))
        }
        #expect(await daemon.waitForLine("Whitelisted 127.0.6.12 (announced)", "tier free"))
        #expect(await daemon.waitForLine("peer's standing changed", "peer=127.0.6.12", "whitelisted (announced)"))
        #expect(try await whitelist("check", "127.0.6.13").status == 1)
        let shown = try await whitelist("list", "--json")
        #expect(shown.lines.joined().contains(#""source":"announced""#), "\(shown.lines)")
        await end(daemon)
        // What is known of masternodes outlives the daemon.
        let database = try PeerDatabase(
            path: PeerDatabase.path(directory: data + "/timekit"), network: .testnet, access: .readOnly)
        let records = try MasternodeStore(database).records()
        #expect(records.map(\.address) == [PeerAddress("127.0.6.12"), PeerAddress("127.0.6.13")])
        #expect(records.map(\.source) == [.direct, .relayed])
        #expect(records.allSatisfy { $0.provenTier == .free && $0.claimedTier == .gold })
    }

    /// The plan's third test, with shorter times: of two peers that answer no ping the regular one is closed, the
    /// whitelisted one is not. A machine that is busy is more patient, and this takes longer.
    @Test func aSilentPeerIsClosedAndASilentWhitelistedOneIsNot() async throws {
        try configure(
            """
            whitelisted_peers = ["127.0.6.15"]
            [liveness]
            ping_interval = 1
            missed_after = 1
            missed_after_kept = 1
            """)
        let daemon = try await daemon("127.0.6.14")
        let kept = try #require(try await session("127.0.6.15", to: "127.0.6.14"))
        let regular = try #require(try await session("127.0.6.16", to: "127.0.6.14"))
        #expect(
            await daemon.waitForLine(
                "peer disconnected", "peer=127.0.6.16", "unresponsive: 3 pings without a pong", limit: .seconds(120)),
            "\(daemon.lines.suffix(5))")
        _ = await regular.receiveToEnd()
        #expect(
            await daemon.waitForLine(
                "CRIT", "Whitelisted peer 127.0.6.15 unresponsive after 10 missed pongs", limit: .seconds(240)),
            "\(daemon.lines.suffix(5))")
        let nonce: UInt64 = 0x5EED_5EED_5EED_5EED
        try kept.send(HostileInputTests.frame(.ping(Heartbeat(nonce: nonce, timestamp: UnixTime(0), height: nil))))
        let pong = Message.pong(Heartbeat(nonce: nonce, timestamp: UnixTime(0), height: nil)).payload()
        #expect(await kept.receive(until: Array(pong.prefix(12))))
        #expect(!daemon.lines.contains { $0.contains("peer disconnected") && $0.contains("127.0.6.15") })
        await end(daemon)
    }

    /// Two peers take nothing of what they asked for: after a minute the regular one is closed, and the whitelisted one's
    /// pings, which waited for their turn until then, are missed.
    @Test func aWhitelistedPeerThatTakesNothingStays() async throws {
        try configure(
            """
            whitelisted_peers = ["127.0.6.20"]
            [liveness]
            ping_interval = 1
            missed_after = 300
            missed_after_kept = 1
            """)
        let importer = try Program([
            "import-blocks", "--network", "testnet", "--datadir", data, RecordedChain.path,
        ])
        #expect(await importer.waitForExit() == 0)
        let daemon = try await daemon("127.0.6.19")
        let kept = try await greedySession("127.0.6.20", to: "127.0.6.19", daemon)
        let regular = try await greedySession("127.0.6.21", to: "127.0.6.19", daemon)
        #expect(
            await daemon.waitForLine(
                "peer disconnected", "peer=127.0.6.21", "the peer took nothing for 60 s", limit: .seconds(200)),
            "\(daemon.lines.suffix(5))")
        #expect(await daemon.waitForLine("Whitelisted peer 127.0.6.20 unresponsive", count: 4, limit: .seconds(200)))
        #expect(!daemon.lines.contains { $0.contains("peer disconnected") && $0.contains("127.0.6.20") })
        #expect(!kept.isClosed)
        withExtendedLifetime(regular) {}
        await end(daemon)
    }

    /// A session that asks for more than the kernel takes, and reads nothing.
    private func greedySession(_ source: String, to address: String, _ daemon: Program) async throws -> RawSocket {
        let socket = try RawSocket(from: source, to: address, port: 24100, receiveBuffer: 4_096)
        try socket.send(HostileInputTests.handshake())
        try #require(await daemon.waitForLine("peer connected", "peer=\(source)"))
        for start in stride(from: UInt64(1), to: 1_951, by: 5) {
            try socket.send(HostileInputTests.frame(.getBlockRange(start: Height(start), end: Height(start + 49))))
        }
        return socket
    }

    @Test func withoutTheExtensionAWhitelistedPeerIsClosedToo() async throws {
        try configure(
            """
            whitelisted_peers = ["127.0.6.18"]
            [liveness]
            ping_interval = 1
            missed_after = 1
            """)
        let daemon = try Program(
            ["run", "--conf", file, "--datadir", data, "--listen", "127.0.6.17:24100"],
            environment: ["DISABLE_WHITELIST_EXTENSION": "1"])
        #expect(await daemon.waitForLine("whitelisted peers get no more time to answer than others"))
        #expect(await daemon.waitForLine("listening"))
        let peer = try #require(try await session("127.0.6.18", to: "127.0.6.17"))
        #expect(
            await daemon.waitForLine(
                "peer disconnected", "peer=127.0.6.18", "whitelisted=config", "unresponsive", limit: .seconds(120)))
        _ = await peer.receiveToEnd()
        await end(daemon)
    }
}
