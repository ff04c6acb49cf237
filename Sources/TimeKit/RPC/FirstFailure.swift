import Synchronization

/// The first thing that went wrong, between tasks.
final class FirstFailure: Sendable {
    private let first = Mutex<(any Error)?>(nil)

    var error: (any Error)? { first.withLock { $0 } }

    func set(_ error: any Error) { first.withLock { $0 = $0 ?? error } }
}
