import Foundation
import TestSupport
import Testing
import TimeModel
import TimeWire

/// A real daemon tells its operator what to look at.
@Suite(.serialized) struct AlertTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func daemon(_ address: String, _ network: String = "", _ more: String = "") async throws -> Program {
        let file = scratch.path("config.toml")
        try "[node]\nnetwork = \"testnet\"\n\n[network]\n\(network)\n\(more)\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let daemon = try Program(
            ["run", "--conf", file, "--datadir", scratch.path("data"), "--listen", "\(address):24100"])
        try #require(await daemon.waitForLine("listening"), "\(daemon.lines)")
        return daemon
    }

    private func session(_ source: String, to address: String) async throws -> RawSocket {
        let socket = try RawSocket(from: source, to: address, port: 24100)
        try socket.send(HostileInputTests.handshake())
        try #require(await socket.receive(until: HostileInputTests.frame(.getChainTip)))
        return socket
    }

    private func end(_ daemon: Program) async {
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }

    @Test func theCommandGetsTheAlertAsJSON() async throws {
        let output = scratch.path("alert.json")
        let daemon = try await daemon(
            "127.0.7.1", "",
            "[alerts]\nexec = \"cat > \(output).part && mv \(output).part \(output) && echo handed on\"")
        #expect(await daemon.waitForLine("CRIT", "whitelist is empty", "alert=whitelist-empty"))
        #expect(await daemon.waitForLine("handed on"), "\(daemon.lines)")
        let data = try Data(contentsOf: URL(fileURLWithPath: output))
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(document["schema"] as? String == "timekit.alert/1")
        #expect(document["alert"] as? String == "whitelist-empty")
        #expect(document["level"] as? String == "critical")
        #expect(document["state"] as? String == "raised")
        await end(daemon)
    }

    /// With what it has started.
    @Test func aCommandThatTakesTooLongIsEnded() async throws {
        let daemon = try await daemon("127.0.7.6", "", "[alerts]\nexec = \"sleep 300 & echo started $$ $!; wait\"")
        #expect(await daemon.waitForLine("started "), "\(daemon.lines)")
        let line = try #require(daemon.lines.first { $0.contains("started ") })
        let processes = line.split(separator: " ").compactMap { Int32($0) }
        #expect(processes.count == 2)
        for process in processes { #expect(kill(process, 0) == 0) }
        #expect(await daemon.waitForLine("alert command failed", "status=9", limit: .seconds(20)), "\(daemon.lines)")
        let latest = ContinuousClock.now + .seconds(5)
        while processes.contains(where: { kill($0, 0) == 0 }), ContinuousClock.now < latest { await Task.yield() }
        for process in processes { #expect(kill(process, 0) == -1) }
        await end(daemon)
    }

    @Test func aWhitelistedPeerThatGoesIsTold() async throws {
        let daemon = try await daemon("127.0.7.3", #"whitelisted_peers = ["127.0.7.2"]"#)
        let peer = try await session("127.0.7.2", to: "127.0.7.3")
        #expect(await daemon.waitForLine("peer connected", "peer=127.0.7.2", "whitelisted=config"))
        peer.endOutput()
        #expect(await daemon.waitForLine("CRIT", "whitelisted peer disconnected", "peer=127.0.7.2"), "\(daemon.lines)")
        await end(daemon)
    }

    @Test func aNodeThatIsFarBehindItsPeersSaysSo() async throws {
        let daemon = try await daemon("127.0.7.5", #"whitelisted_peers = ["127.0.7.4"]"#)
        let peer = try await session("127.0.7.4", to: "127.0.7.5")
        let hash = try #require(BlockHash(hex: String(repeating: "ab", count: 32)))
        let tip = Message.chainTipResponse(height: Height(1_000), hash: hash)
        try peer.send(HostileInputTests.frame(tip))
        #expect(await daemon.waitForLine("CRIT", "behind the peers", "lag=1000"), "\(daemon.lines)")
        await end(daemon)
    }
}
