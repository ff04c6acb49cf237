import Foundation
import Synchronization
import TestSupport
import Testing
import TimeControl

/// How long answers take while the daemon has other things to do.
@Suite(.alone, .serialized) struct RPCSpeedTests {
    /// A thousand requests a second, each timed from the moment at which it was due.
    @Test func theHeightIsToldWithinTwoMillisecondsWhileSyncing() async throws {
        let server = try await Serving(address: "127.0.4.20", port: 24100)
        let daemon = try await RPCDaemon("127.0.4.21", chain: nil)
        let connection = try daemon.connect()
        _ = try await connection.call("getblockcount")
        var syncing: [Duration] = []
        var after: [Duration] = []
        // Connected to now, so that all of the catching up falls into the measurement.
        try daemon.configure(connecting: server.endpoint)
        let start = ContinuousClock.now
        for index in 0..<10_000 {
            let due = start + .milliseconds(index)
            await Pace.until(due)
            let height = try await connection.call("getblockcount").json["result"]
            let taken = ContinuousClock.now - max(due, start)
            if height == 2000 { after.append(taken) } else { syncing.append(taken) }
        }
        func quantile(_ part: Double, _ times: [Duration]) -> Duration {
            times.sorted()[min(times.count - 1, Int(Double(times.count) * part))]
        }
        try #require(!syncing.isEmpty && !after.isEmpty)
        let p99 = quantile(0.99, syncing)
        print(
            "rpc: getblockcount at 1,000 requests/s: p50 \(quantile(0.5, syncing)), p99 \(p99) of \(syncing.count) while",
            "syncing; p50 \(quantile(0.5, after)), p99 \(quantile(0.99, after)) of \(after.count) after")
        #expect(p99 < .milliseconds(2))
        #expect(await daemon.end() == 0)
        #expect(await server.end() == 0)
    }
}

/// Waits on a thread of its own.
enum Pace {
    static func until(_ moment: ContinuousClock.Instant) async {
        let left = moment - .now
        guard left > .zero else { return }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + left / .seconds(1)) { continuation.resume() }
        }
    }
}

extension RPCDaemon {
    /// Has the running daemon read a configuration that names a peer.
    fileprivate func configure(connecting endpoint: String) throws {
        try "[node]\nnetwork = \"testnet\"\n[network]\nconnect = [\"\(endpoint)\"]\n"
            .write(toFile: scratch.path("config.toml"), atomically: true, encoding: .utf8)
        program.kill(SIGHUP)
    }
}
