import DequeModule
package import TimeModel

/// Whether the machine has so much else to do in this process that catching up has to wait (`policy §5`).
package struct ProcessorGate: Sendable {
    /// Processor time since the start of the process.
    package struct Usage: Hashable, Sendable {
        package let total: Duration
        /// The part that catching up took.
        package let catchingUp: Duration

        package init(total: Duration, catchingUp: Duration) {
            self.total = total
            self.catchingUp = catchingUp
        }
    }

    private let processors: Int
    private var samples: Deque<(at: Moment, other: Duration)> = []
    package private(set) var isBusy = false

    /// - Parameter processors: of the machine.
    package init(processors: Int) { self.processors = max(processors, 1) }

    /// - Returns: whether `isBusy` has changed.
    package mutating func sample(_ usage: Usage, at now: Moment) -> Bool {
        samples.append((now, max(usage.total - usage.catchingUp, .zero)))
        // One sample from before the window stays, so that the whole of it is covered.
        while samples.count > 1, now - samples[1].at >= NodeLimits.busyProcessorWindow { samples.removeFirst() }
        guard let first = samples.first, let last = samples.last, now - first.at >= NodeLimits.busyProcessorWindow
        else {
            return false
        }
        let used = (last.other - first.other) * 100
        let isBusyNow = used > (now - first.at) * processors * NodeLimits.busyProcessorPercent
        defer { isBusy = isBusyNow }
        return isBusyNow != isBusy
    }
}
