import Foundation
import TimeCommandLine

/// Held while a run works, so that several at once don't do the same twice.
struct RunLock {
    private let descriptor: Int32

    /// - Parameter wait: How long to wait for another run; nil: not at all.
    init(path: String, wait: TimeSpan?) async throws {
        let directory = (path as NSString).deletingLastPathComponent
        if !directory.isEmpty {
            try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw OperatorError(
                code == EACCES || code == EPERM || code == EROFS ? .noPermission : .cannotCreate, "cannot open \(path)",
                why: String(cString: strerror(code)), remedy: "check the path and its permissions")
        }
        let end = ContinuousClock.now + .seconds(wait?.seconds ?? 0)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end else {
                close(descriptor)
                throw OperatorError(
                    .temporaryFailure, "another run is at work", why: "it holds \(path)",
                    remedy: "try again later, or wait with --lock-wait")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func release() { close(descriptor) }
}
