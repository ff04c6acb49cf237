package import TimeModel

/// Stops asking for blocks after failures in a row, each time for longer, until one answer is good (`policy §5`).
package struct CircuitBreaker: Hashable, Sendable {
    private var failures = 0
    private var nextBreak = NodeLimits.circuitFirstBreak
    /// While it is open, and after that until something comes of the next attempt.
    private var openUntil: Moment?

    package init() {}

    /// Until when it is open; nil while requests may go out.
    package func end(at now: Moment) -> Moment? { openUntil.flatMap { now < $0 ? $0 : nil } }

    /// Counts a failure.
    ///
    /// - Returns: until when the circuit is open, if this failure opened it.
    package mutating func failed(at now: Moment) -> Moment? {
        // Requests sent before it opened fail while it is open, and say nothing new.
        guard end(at: now) == nil else { return nil }
        failures += 1
        // After a break the first failure is enough.
        guard openUntil != nil || failures >= NodeLimits.circuitFailures else { return nil }
        let end = now + nextBreak
        openUntil = end
        nextBreak = min(nextBreak * 2, NodeLimits.circuitLongestBreak)
        failures = 0
        return end
    }

    /// One success closes it.
    package mutating func succeeded() { self = CircuitBreaker() }
}
