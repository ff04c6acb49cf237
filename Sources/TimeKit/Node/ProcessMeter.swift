#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Reads what this process takes of its machine.
package enum ProcessMeter {
    /// Nil where the kernel doesn't tell.
    package static func read() -> ProcessUsage? {
        guard let bytes = residentBytes() else { return nil }
        return ProcessUsage(
            residentBytes: bytes, processorTime: ProcessorTime.ofProcess(),
            processors: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// The second number of `/proc/self/statm`, in pages.
    private static func residentBytes() -> UInt64? {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let fields = buffer.prefix(count).split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = UInt64(String(decoding: fields[1], as: UTF8.self)) else { return nil }
        return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
