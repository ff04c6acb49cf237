import Synchronization
import TimeModel
import TimePeers
import TimeTransport
import TimeWire

/// A probe's state machine with a clock, for the tasks and threads that feed it.
final class ProbeRun: Sendable {
    typealias Listener = @Sendable (ProbeCore.Event, Moment, UnixTime) -> Void

    private let core: Mutex<ProbeCore>
    private let clock: NodeClock
    private let listener: Listener?
    private let outgoing: AsyncStream<Message>.Continuation
    /// What is to be sent, until the connection is to be closed.
    let messages: AsyncStream<Message>

    /// - Parameter listener: Hears every event in its order, before the state machine does.
    init(_ plan: ProbePlan, clock: NodeClock, listener: Listener?) {
        let (now, wallClock) = (clock.now(), clock.wallClock())
        core = Mutex(ProbeCore(plan, at: now, wallClock: wallClock))
        listener?(.begun, now, wallClock)
        self.clock = clock
        self.listener = listener
        (messages, outgoing) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(NodeLimits.probeQueue))
    }

    /// Returns whether the session goes on.
    ///
    /// - Parameter instant: When it happened, if that is known; else it happens now.
    @discardableResult
    func feed(_ event: ProbeCore.Event, at instant: ContinuousClock.Instant? = nil) -> Bool {
        core.withLock { core in
            let now = instant.map(clock.moment) ?? clock.now()
            let wallClock = clock.wallClock()
            if let deadline = core.deadline, event != .tick || now >= deadline { listener?(event, now, wallClock) }
            for effect in core.handle(event, at: now, wallClock: wallClock) {
                switch effect {
                case .send(let message): outgoing.yield(message)
                case .close: outgoing.finish()
                }
            }
            if core.isOver { outgoing.finish() }
            return !core.isOver
        }
    }

    var isOver: Bool { core.withLock(\.isOver) }
    var report: ProbeReport { core.withLock(\.report) }
    var snapshot: ProbeReport { core.withLock { $0.snapshot(at: clock.now()) } }

    /// Ticks until the probe is over.
    func tickToEnd(_ onTick: (@Sendable (ProbeReport) -> Void)?) async {
        while !Task.isCancelled, let deadline = core.withLock(\.deadline) {
            let left = max(deadline - clock.now(), .milliseconds(1))
            guard (try? await clock.sleep(min(left, NodeLimits.probeTick))) != nil else { return }
            feed(.tick)
            onTick?(snapshot)
        }
    }
}
