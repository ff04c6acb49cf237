public import Logging
import Synchronization
public import TimeConfiguration

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Writes log events to standard error, one line each, but not the same one all the time.
public struct LogBackend: LogHandler {
    private final class Repeats: Sendable {
        let state = Mutex(LogRepeats())
    }

    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level
    private let style: LogLine.Style
    private let stream: ErrorStream
    /// Of all copies together.
    private let repeats = Repeats()
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
        write(LogLine(event.level, event.message.description, fields.mapValues(\.description)))
    }

    private func write(_ line: LogLine) {
        let now = milliseconds()
        // Whoever looks for the details wants all of them.
        guard line.level >= .info else { return stream.write(line: line.text(style, milliseconds: now)) }
        let (isWritten, heldBack) = repeats.state.withLock { $0.take(line, at: now) }
        for (line, count) in heldBack { stream.write(line: line.repeated(count).text(style, milliseconds: now)) }
        if isWritten { stream.write(line: line.text(style, milliseconds: now)) }
    }

    /// Milliseconds since 1970.
    public static let wallClock: @Sendable () -> Int64 = {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}

extension LogLine.Style {
    /// The journal's when standard error is the journal's stream, as `JOURNAL_STREAM` tells.
    public static func forStandardError(_ format: LogFormat, environment: [String: String]) -> LogLine.Style {
        var status = stat()
        guard let stream = environment["JOURNAL_STREAM"], fstat(STDERR_FILENO, &status) == 0 else {
            return LogLine.Style(format, isForJournal: false)
        }
        let isForJournal = isJournal(stream, device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        return LogLine.Style(format, isForJournal: isForJournal)
    }

    /// The variable names the journal's stream as `DEVICE:INODE`. It is inherited, so by itself it proves nothing.
    package static func isJournal(_ variable: String, device: UInt64, inode: UInt64) -> Bool {
        variable == "\(device):\(inode)"
    }
}
