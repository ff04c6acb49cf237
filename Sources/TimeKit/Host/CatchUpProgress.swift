import Synchronization
import TimeChain
import TimeCommandLine
public import TimeModel
public import TimeNode

/// How far a node's catching up is, on standard error; nothing while it has no target, or is there.
public final class CatchUpProgress: Sendable {
    private let reporter = Mutex<ProgressReporter?>(nil)

    public init() {}

    public func update(_ status: NodeStatus) {
        update(status.tip.height, of: status.isSynced ? nil : status.target)
    }

    public func update(_ height: Height, of target: Height?) {
        reporter.withLock { reporter in
            guard let target else {
                reporter?.abandon()
                return
            }
            let current = reporter ?? ProgressReporter("catching up", unit: "blocks", done: height.rawValue)
            current.update(height.rawValue, of: target.rawValue)
            reporter = current
        }
    }

    public func abandon() { reporter.withLock { $0?.abandon() } }
}
