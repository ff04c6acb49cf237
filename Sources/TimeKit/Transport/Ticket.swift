import Synchronization

/// Names one waiting call, so that its cancellation finds it, even when it comes before the call has begun to wait.
package final class Ticket: Sendable {
    private let cancelled = Atomic(false)

    package init() {}

    package var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
    package func cancel() { cancelled.store(true, ordering: .releasing) }
}
