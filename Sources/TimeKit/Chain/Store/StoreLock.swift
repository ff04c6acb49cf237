internal import Foundation

/// The right to write a directory's store, held as an advisory lock on a file in it until this goes away.
///
/// The file stays: removing it would let two processes lock two files of one name.
public final class StoreLock: Sendable {
    let directory: String
    private let descriptor: Int32

    /// Makes the directory if there is none.
    ///
    /// - Throws: `ChainStoreError.Code.busy` if another process holds the lock.
    public init(directory: String) throws(ChainStoreError) {
        try ChainStoreError.describing(directory) {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
        self.directory = directory
        let path = directory + "/chain.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ChainStoreError(.inputOutput, path, "can't open the lock: \(Self.reason(errno))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK
                ? ChainStoreError(.busy, path, "another process has the chain store open")
                : ChainStoreError(.inputOutput, path, "can't take the lock: \(Self.reason(code))")
        }
    }

    /// Unlocked first: a process that another thread is just starting has the file open too until it runs its program.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
