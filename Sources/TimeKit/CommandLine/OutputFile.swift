#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A file that the operator names, to be written at once.
public enum OutputFile {
    /// Writes beside it and renames, so that a reader sees the old file or the whole new one. Devices and pipes are
    /// written as they are.
    public static func write(_ text: String, to path: String) throws(OperatorError) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        guard !isThere || status.st_mode & S_IFMT == S_IFREG else { return try put(text, path, O_WRONLY, for: path) }
        let partial = path + ".partial"
        try put(text, partial, O_WRONLY | O_CREAT | O_TRUNC, for: path)
        guard rename(partial, path) == 0 else { throw failure(.cannotCreate, path) }
    }

    private static func put(
        _ text: String, _ file: String, _ flags: Int32, for path: String
    ) throws(OperatorError) {
        let descriptor = open(file, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(.cannotCreate, path) }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(.ioError, path) }
            bytes = bytes.dropFirst(count)
        }
        // Pipes and devices can't, and needn't.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw failure(.ioError, path) }
    }

    private static func failure(_ status: ProgramStatus, _ path: String) -> OperatorError {
        OperatorError(
            status, "cannot write \(path)", why: String(cString: strerror(errno)),
            remedy: "check the path, its permissions and the disk")
    }
}
