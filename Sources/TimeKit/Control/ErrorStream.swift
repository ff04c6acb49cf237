import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Standard error, shared by log lines and a progress bar: a line goes above the bar, never through it.
public final class ErrorStream: Sendable {
    private let write: @Sendable (String) -> Void
    private let bar = Mutex("")

    public static let standard = ErrorStream { text in
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // There is nobody left to tell.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    package init(write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    /// Writes one line; `line` has no line end.
    public func write(line: String) {
        bar.withLock { bar in
            write(bar.isEmpty ? line + "\n" : Self.clearLine + line + "\n" + bar)
        }
    }

    /// Draws the bar in place of the one before; an empty text removes it.
    public func show(bar text: String) {
        bar.withLock { bar in
            guard bar != text else { return }
            bar = text
            write(Self.clearLine + text)
        }
    }

    private static let clearLine = "\r\u{1B}[K"
}
