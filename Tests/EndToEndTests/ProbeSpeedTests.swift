import Foundation
import Synchronization
import TestSupport
import Testing
import TimeModel
import TimeTransport
import TimeWire

/// What many probes cost, and how true they are.
@Suite(.alone, .serialized) struct ProbeSpeedTests {
    /// The most memory that a process had, in MiB; nil if it is gone.
    private static func peakMemory(of pid: Int32) -> Int? {
        let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1_024 }
    }

    @Test func fiveHundredPeersTakeSecondsAndLittleMemory() async throws {
        let scratch = try Scratch()
        let server = try await ScriptedServer(
            address: "0.0.0.0", port: 24111, script: ScriptedServer.answer { try await $2.send($0) })
        let targets = (0..<500).map { "127.0.\(20 + $0 / 250).\($0 % 250 + 1):24111" }
        let start = ContinuousClock.now
        let program = try Program(
            targets + [
                "--count", "1", "--concurrency", "128", "--ndjson", "--no-store", "--network", "testnet", "--datadir",
                scratch.path("data"),
            ], program: "tc-probe")
        let peak = Mutex(0)
        let watching = DispatchSource.makeTimerSource()
        watching.schedule(deadline: .now(), repeating: .milliseconds(20))
        watching.setEventHandler {
            let memory = Self.peakMemory(of: program.pid) ?? 0
            peak.withLock { $0 = max($0, memory) }
        }
        watching.activate()
        #expect(await program.waitForExit(limit: .seconds(60)) == 1, "\(program.lines.suffix(3))")
        let elapsed = ContinuousClock.now - start
        watching.cancel()
        let (megabytes, answered) = (peak.withLock { $0 }, program.lines.count { $0.contains(#""received":1"#) })
        print("probe: 500 peers in \(elapsed), at most \(megabytes) MiB")
        #expect(answered == 500)
        #expect(elapsed < .seconds(15))
        #expect(megabytes > 0 && megabytes < 100)
        await server.end()
    }

    /// Against the time that the peer itself takes from ping to pong, by its own clock.
    @Test func roundTripsAreTrueToTheirDelay() async throws {
        let scratch = try Scratch()
        let waits = Mutex<[Double]>([])
        let server = try await ScriptedServer(
            address: "127.0.9.20",
            script: ScriptedServer.answer { pong, arrived, writer in
                await withCheckedContinuation { continuation in
                    DispatchQueue.global().asyncAfter(deadline: .now() + 0.02) { continuation.resume() }
                }
                let sent = try await writer.send(pong)
                waits.withLock { $0.append((sent - arrived) / .milliseconds(1)) }
            })
        let program = try Program(
            [
                server.endpoint, "--count", "9", "--json", "--no-store", "--network", "testnet", "--datadir",
                scratch.path("data"),
            ], program: "tc-probe")
        #expect(await program.waitForExit(limit: .seconds(60)) == 1, "\(program.lines)")
        await server.end()
        let line = try #require(program.lines.first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let ping = try #require((object["peers"] as? [[String: Any]])?.first?["ping"] as? [String: Any])
        let median = try #require(ping["median_ms"] as? Double, "\(ping)")
        let scripted = waits.withLock { $0.sorted()[$0.count / 2] }
        print("probe: median round trip \(median) ms, of which the peer waited \(scripted) ms")
        #expect(abs(median - scripted) < 0.3)
    }
}
