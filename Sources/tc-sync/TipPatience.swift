import Synchronization
import TimeCommandLine
import TimeModel

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
        var isOver = false
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

    func heard(target: Height?) {
        state.withLock { $0.waitingSince = target == nil ? $0.waitingSince ?? .now : nil }
    }

    /// There is nothing left to wait for.
    func stop() { state.withLock { $0.isOver = true } }

    var isOver: Bool { state.withLock(\.isOver) }

    /// Returns when it is time to give up, when stopped, or when cancelled.
    ///
    /// - Parameter meanwhile: Is done a few times a second.
    func runOut(_ meanwhile: () async -> Void = {}) async {
        while !state.withLock(\.isOver) {
            await meanwhile()
            guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
            state.withLock { state in
                let now = ContinuousClock.now
                if let since = state.waitingSince, now - since >= CommandLineLimits.tipPatience { state.end = .noTip }
                if let limit, now >= limit { state.end = .timeout }
                state.isOver = state.isOver || state.end != nil
            }
        }
    }
}

extension OperatorError {
    /// A run that ended before its goal; nil: by a signal.
    init(_ end: TipPatience.End?, of report: SyncReport) {
        let place = "stopped at height \(report.height)"
        switch end {
        case .noTip:
            self.init(
                .unavailable, place,
                why: "no peer has told its tip for \(Quantity.duration(CommandLineLimits.tipPatience))",
                remedy: "try tc-probe --whitelist, or name a peer with --from")
        case .timeout:
            self.init(
                .temporaryFailure, place, why: "the time is up, and \(report.behind) blocks are missing",
                remedy: "run it again: it goes on from here")
        case nil:
            self.init(
                .temporaryFailure, place, why: "asked to by a signal", remedy: "run it again: it goes on from here")
        }
    }
}
