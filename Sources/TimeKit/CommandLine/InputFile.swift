#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A file that the operator names, to be read at once.
public enum InputFile {
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - limit: Bytes; a longer file is refused.
    public static func read(_ path: String, limit: Int) throws(OperatorError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: CommandLineLimits.readLength)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= limit else {
                throw OperatorError(
                    .dataError, "cannot use \(path)", why: "it is longer than \(Quantity.bytes(limit))",
                    remedy: "see whether this is the right file")
            }
        }
    }

    private static func failure(_ path: String) -> OperatorError {
        OperatorError(
            .noInput, "cannot read \(path)", why: String(cString: strerror(errno)),
            remedy: "check the path and its permissions")
    }
}
