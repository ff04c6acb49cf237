import Synchronization
import TimeCommandLine
import TimeNode

/// When to give up: after the operator's time, or once nobody tells a tip for too long.
final class TipPatience: Sendable {
    enum End: Hashable, Sendable {
        case noTip
        case timeout
    }

    private struct State {
        /// Since when no peer's tip counts; nil while one does.
        var waitingSince: ContinuousClock.Instant?
        var end: End?
    }

    private let limit: ContinuousClock.Instant?
    private let state: Mutex<State>

    /// - Parameter timeout: The operator's; nil: none.
    init(timeout: Duration?) {
        let now = ContinuousClock.now
        limit = timeout.map { now + $0 }
        state = Mutex(State(waitingSince: now))
    }

    var end: End? { state.withLock(\.end) }

    func heard(_ status: NodeStatus) {
        state.withLock { $0.waitingSince = status.target == nil ? $0.waitingSince ?? .now : nil }
    }

    /// Returns when it is time to give up, or when cancelled.
    func runOut() async {
        while end == nil, (try? await Task.sleep(for: .milliseconds(250))) != nil {
            state.withLock { state in
                let now = ContinuousClock.now
                if let since = state.waitingSince, now - since >= CommandLineLimits.tipPatience { state.end = .noTip }
                if let limit, now >= limit { state.end = .timeout }
            }
        }
    }
}
