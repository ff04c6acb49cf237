#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Whether a daemon is at work on a store, without being in its way.
public enum RunningDaemon {
    /// The process that holds the lock on the chain below a node's `storeDirectory`, as the kernel lists it. Nil if none
    /// does, or none that this process may see.
    public static func process(storeDirectory: String) -> Int32? {
        var status = stat()
        guard stat(storeDirectory + "/chain.lock", &status) == 0,
            let bytes = try? InputFile.read("/proc/locks", limit: CommandLineLimits.lockList)
        else { return nil }
        return holder(of: UInt64(status.st_ino), in: String(decoding: bytes, as: UTF8.self))
    }

    /// - Parameter list: As proc_locks(5) tells: `1: FLOCK  ADVISORY  WRITE 708 08:01:1310743 0 EOF`.
    package static func holder(of inode: UInt64, in list: String) -> Int32? {
        for line in list.split(separator: "\n") {
            let words = line.split(separator: " ")
            // One that waits for it has an arrow in the second place.
            guard words.count >= 6, words[1] == "FLOCK", words[3] == "WRITE",
                words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
            else { continue }
            return Int32(words[4])
        }
        return nil
    }
}
