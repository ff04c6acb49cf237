import Foundation
import Testing
import TimeControl

@Suite struct ServiceNotifierTests {
    @Test func theManagersSocketGetsEachState() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer {
            close(descriptor)
            unlink(path)
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        let notifier = try #require(ServiceNotifier(environment: ["NOTIFY_SOCKET": path]))
        let states: [(ServiceNotifier.State, String)] = [
            (.ready, "READY=1"), (.status("height 7\nlag 0"), "STATUS=height 7 lag 0"), (.stopping, "STOPPING=1"),
            (.watchdog, "WATCHDOG=1"),
        ]
        for (state, text) in states {
            #expect(notifier.notify(state))
            var buffer = [UInt8](repeating: 0, count: 200)
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == text)
        }
    }

    @Test func withoutAManagerThereIsNoNotifier() {
        #expect(ServiceNotifier(environment: [:]) == nil)
        #expect(ServiceNotifier(environment: ["NOTIFY_SOCKET": "relative"]) == nil)
        #expect(ServiceNotifier(environment: ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)]) == nil)
    }

    @Test func theWatchdogIsForTheProcessThatItNames() {
        func hasWatchdog(_ variables: [String: String]) -> Bool? {
            ServiceNotifier(environment: variables.merging(["NOTIFY_SOCKET": "/run/x"]) { $1 })?.hasWatchdog
        }
        #expect(hasWatchdog([:]) == false)
        #expect(hasWatchdog(["WATCHDOG_USEC": "30000000"]) == true)
        #expect(hasWatchdog(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "\(getpid())"]) == true)
        #expect(hasWatchdog(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"]) == false)
        #expect(hasWatchdog(["WATCHDOG_USEC": "0"]) == false)
    }

    @Test func aManagerThatIsGoneIsNoFailure() throws {
        let notifier = try #require(ServiceNotifier(environment: ["NOTIFY_SOCKET": "@nobody-listens-here"]))
        #expect(!notifier.notify(.ready))
    }
}
