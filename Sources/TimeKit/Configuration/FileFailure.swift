#if canImport(Glibc)
    internal import Glibc
#else
    internal import Musl
#endif

/// A file that is there and can't be read.
package struct FileFailure: Error, Hashable, Sendable {
    package let reason: String

    /// The whole file; nil when there is none. Throws when it is too large to be a configuration.
    package static let read: @Sendable (String) throws(FileFailure) -> [UInt8]? = { path throws(FileFailure) in
        guard let file = fopen(path, "r") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileFailure(reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: ConfigurationLimits.fileSize + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        if ferror(file) != 0 { throw FileFailure(reason: String(cString: strerror(errno))) }
        guard count <= ConfigurationLimits.fileSize else {
            throw FileFailure(reason: "larger than \(ConfigurationLimits.fileSize) bytes")
        }
        return Array(bytes[..<count])
    }
}
