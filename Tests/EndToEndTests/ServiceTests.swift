import Foundation
import Testing

/// What a service manager hears from a real daemon, in place of systemd's.
@Suite(.serialized) struct ServiceTests {
    /// The socket that `NOTIFY_SOCKET` names.
    private final class Manager: Sendable {
        private let descriptor: Int32
        let path: String

        init(_ path: String) throws {
            self.path = path
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var patience = timeval(tv_sec: 30, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let bound = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(bound == 0)
        }

        deinit { close(descriptor) }

        /// What was said up to a line that begins with `text`; ends when nothing comes for half a minute.
        func hear(until text: String) async -> [String] {
            await withCheckedContinuation { continuation in
                Thread { [self] in
                    var said: [String] = []
                    while said.last?.hasPrefix(text) != true {
                        var buffer = [UInt8](repeating: 0, count: 1_000)
                        let count = recv(descriptor, &buffer, buffer.count, 0)
                        guard count > 0 else { break }
                        said.append(String(decoding: buffer.prefix(count), as: UTF8.self))
                    }
                    continuation.resume(returning: said)
                }
                .start()
            }
        }
    }

    @Test func theManagerHearsThatTheNodeIsReadyHowItIsThatItLivesAndThatItEnds() async throws {
        let scratch = try Scratch()
        let manager = try Manager(scratch.path("notify"))
        let daemon = try Program(
            ["run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "127.0.19.1"],
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "60000000"])
        let early = await manager.hear(until: "READY=1")
        #expect(early.last == "READY=1")
        #expect(!early.contains { $0.hasPrefix("STOPPING") })
        let told = await manager.hear(until: "STATUS=")
        #expect(told.last?.contains("height 0") == true, "\(told)")
        // Once a second, whether or not there is news.
        for _ in 0..<3 { #expect(await manager.hear(until: "WATCHDOG=1").last == "WATCHDOG=1") }
        daemon.kill(SIGTERM)
        #expect(await manager.hear(until: "STOPPING=1").last == "STOPPING=1")
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }
}
