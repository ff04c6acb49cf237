#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Tells the service manager how the program is doing, by the protocol of sd_notify(3).
public struct ServiceNotifier: Sendable {
    public enum State: Hashable, Sendable {
        /// Start-up is over.
        case ready
        /// The program is ending.
        case stopping
        /// The program's own loop still runs.
        case watchdog
        /// One line for `systemctl status`.
        case status(String)

        var text: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .watchdog: "WATCHDOG=1"
            case .status(let text): "STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " ")
            }
        }
    }

    /// A path, or a name in the abstract namespace when it begins with `@`.
    private let socket: String
    /// Whether the service manager restarts a program that goes silent (sd_watchdog_enabled(3)).
    public let hasWatchdog: Bool

    /// Nil when no service manager listens.
    public init?(environment: [String: String]) {
        guard let socket = environment["NOTIFY_SOCKET"], socket.hasPrefix("/") || socket.hasPrefix("@"),
            socket.utf8.count <= ControlLimits.notifySocketPathLength
        else { return nil }
        self.socket = socket
        let isMeant = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        hasWatchdog = isMeant && (environment["WATCHDOG_USEC"].flatMap(UInt64.init) ?? 0) > 0
    }

    /// Best effort: a service manager that doesn't listen is no reason to stop. Returns whether the message went out.
    @discardableResult
    public func notify(_ state: State) -> Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = socket.utf8.enumerated().map { $0 == 0 && $1 == UInt8(ascii: "@") ? 0 : $1 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = MemoryLayout.offset(of: \sockaddr_un.sun_path).map { $0 + path.count } ?? 0
        let message = Array(state.text.utf8)
        let sent = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor, message, message.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT),
                    $0, socklen_t(length))
            }
        }
        return sent == message.count
    }
}
