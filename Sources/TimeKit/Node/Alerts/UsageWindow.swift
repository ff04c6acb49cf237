import TimeModel

/// What part of the machine's processors the process has used over five minutes (`policy §6`).
struct UsageWindow: Sendable {
    private var samples: [(at: Moment, time: Duration)] = []

    /// - Returns: a fraction from 0 to 1, or nil before the window is full.
    mutating func share(_ usage: ProcessUsage, at now: Moment) -> Double? {
        if let last = samples.last, now - last.at < NodeLimits.usageInterval { return current(usage) }
        samples.append((now, usage.processorTime))
        // The oldest sample is the last one that is old enough.
        while samples.count > 1, now - samples[1].at >= NodeLimits.processorWindow { samples.removeFirst() }
        return current(usage)
    }

    private func current(_ usage: ProcessUsage) -> Double? {
        guard let first = samples.first, let last = samples.last, last.at - first.at >= NodeLimits.processorWindow
        else {
            return nil
        }
        return (last.time - first.time) / (last.at - first.at) / Double(max(1, usage.processors))
    }
}
