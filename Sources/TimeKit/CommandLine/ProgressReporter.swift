import Synchronization
public import TimeControl
import TimeModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Shows a long job's progress on standard error, as a bar or as lines.
public final class ProgressReporter: Sendable {
    private let bar: Mutex<ProgressBar>
    private let style: ProgressBar.Style
    private let stream: ErrorStream
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    /// - Parameter done: What was done before.
    public init(_ label: String, unit: String, done: UInt64 = 0, stream: ErrorStream = .standard) {
        style = .suitable(
            isTerminal: isatty(STDERR_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
        self.stream = stream
        start = clock.now
        bar = Mutex(ProgressBar(label, unit: unit, style: style, done: done, at: .start))
    }

    public func update(_ done: UInt64, of total: UInt64) {
        guard let text = bar.withLock({ $0.update(done, of: total, at: now) }) else { return }
        if style == .lines {
            stream.write(line: text)
        } else {
            stream.show(bar: text)
        }
    }

    /// Removes the bar and says how it went.
    public func finish(_ done: UInt64) {
        stream.show(bar: "")
        stream.write(line: bar.withLock { $0.summary(done, at: now) })
    }

    /// Removes the bar without a word, because something else is to be said.
    public func abandon() { stream.show(bar: "") }

    private var now: Moment { Moment(sinceStart: clock.now - start) }
}
