import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Standard output: data, and nothing else.
public enum Output {
    /// Prints one line.
    public static func line(_ text: String) { print(text) }

    /// Prints many lines at once.
    ///
    /// - Throws: `OperatorError` if they can't be written, as on a full disk.
    public static func lines(_ lines: some Sequence<String>) throws(OperatorError) {
        var text = ""
        for line in lines {
            text += line
            text += "\n"
        }
        try self.text(text)
    }

    /// Prints `text` as it is.
    public static func text(_ text: String) throws(OperatorError) {
        // What was printed before comes first.
        fflush(nil)
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // A reader such as head(1) that has seen enough.
            if count < 0, errno == EPIPE { return }
            guard count > 0 else {
                throw OperatorError(.ioError, "cannot write to standard output", why: String(cString: strerror(errno)))
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Columns of the terminal on standard output; nil if there is none.
    public static var columns: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// One JSON object on one line, its first field the `schema` that tells what the others mean. Keys are sorted.
    public static func json(schema: String, _ value: some Encodable) throws(OperatorError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let body = String(decoding: try encoder.encode(value), as: UTF8.self)
            guard body.hasPrefix("{") else {
                throw OperatorError(.software, "cannot write \(schema) as JSON", why: "it is no object")
            }
            let head = "{\"schema\":\"\(schema)\""
            return body == "{}" ? head + "}" : head + "," + body.dropFirst()
        } catch let error as OperatorError {
            throw error
        } catch {
            throw OperatorError(.software, "cannot write \(schema) as JSON", why: "\(error)")
        }
    }
}
