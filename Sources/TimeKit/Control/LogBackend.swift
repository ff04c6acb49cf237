public import Logging

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Writes log events to standard error, one line each.
public struct LogBackend: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level
    private let style: LogLine.Style
    private let stream: ErrorStream
    private let milliseconds: @Sendable () -> Int64

    /// - Parameter milliseconds: The wall clock, since 1970.
    public init(
        level: Logger.Level, style: LogLine.Style, stream: ErrorStream = .standard,
        milliseconds: @escaping @Sendable () -> Int64 = Self.wallClock
    ) {
        logLevel = level
        self.style = style
        self.stream = stream
        self.milliseconds = milliseconds
    }

    public subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        if let error = event.error { fields["error"] = "\(error)" }
        stream.write(
            line: LogLine.text(
                event.level, event.message.description, fields, style: style, milliseconds: milliseconds()))
    }

    /// Milliseconds since 1970.
    public static let wallClock: @Sendable () -> Int64 = {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}

extension LogLine.Style {
    /// The journal's style when standard error is the journal's stream, as `JOURNAL_STREAM` tells.
    public static func forStandardError(environment: [String: String]) -> LogLine.Style {
        var status = stat()
        guard let stream = environment["JOURNAL_STREAM"], fstat(STDERR_FILENO, &status) == 0 else {
            return .timestamped
        }
        return forStream(stream, device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    /// The variable names the journal's stream as `DEVICE:INODE`. It is inherited, so by itself it proves nothing.
    package static func forStream(_ variable: String, device: UInt64, inode: UInt64) -> LogLine.Style {
        variable == "\(device):\(inode)" ? .journal : .timestamped
    }
}
