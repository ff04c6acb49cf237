import Synchronization
import TimeChain
import TimeCommandLine
import TimeModel
public import TimeNode

/// How far a node's catching up is, on standard error; nothing while it has no target, or is there.
public final class CatchUpProgress: Sendable {
    private let reporter = Mutex<ProgressReporter?>(nil)

    public init() {}

    public func update(_ status: NodeStatus) {
        reporter.withLock { reporter in
            guard let target = status.target, !status.isSynced else {
                reporter?.abandon()
                return
            }
            let done = status.tip.height.rawValue
            let current = reporter ?? ProgressReporter("catching up", unit: "blocks", done: done)
            current.update(done, of: target.rawValue)
            reporter = current
        }
    }

    public func abandon() { reporter.withLock { $0?.abandon() } }
}
