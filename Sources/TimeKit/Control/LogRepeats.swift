/// Holds back lines that say the same again and again: of each only the first few in a minute are written, and when the
/// minute is over how many more there were.
package struct LogRepeats: Sendable {
    private struct Count {
        /// Milliseconds.
        let since: Int64
        var lines = 0
    }

    private var counts: [LogLine: Count] = [:]
    private var firstEnd = Int64.max

    package init() {}

    /// - Parameter milliseconds: The wall clock.
    /// - Returns: whether the line is to be written, and those whose minute is over with how many of each were not.
    package mutating func take(
        _ line: LogLine, at milliseconds: Int64
    ) -> (isWritten: Bool, heldBack: [(line: LogLine, count: Int)]) {
        let heldBack = endMinutes(at: milliseconds)
        guard let count = counts[line] else {
            // So many different lines are no repetition.
            guard counts.count < ControlLimits.logRepeatsRemembered else { return (true, heldBack) }
            counts[line] = Count(since: milliseconds, lines: 1)
            firstEnd = min(firstEnd, milliseconds + ControlLimits.logRepeatMinute)
            return (true, heldBack)
        }
        counts[line] = Count(since: count.since, lines: count.lines + 1)
        return (count.lines < ControlLimits.logRepeats, heldBack)
    }

    private mutating func endMinutes(at milliseconds: Int64) -> [(line: LogLine, count: Int)] {
        guard milliseconds >= firstEnd else { return [] }
        let over = counts.filter { $0.value.since + ControlLimits.logRepeatMinute <= milliseconds }
        for line in over.keys { counts[line] = nil }
        firstEnd = counts.values.map { $0.since + ControlLimits.logRepeatMinute }.min() ?? .max
        return over.filter { $0.value.lines > ControlLimits.logRepeats }
            .sorted { ($0.value.since, $0.key.message) < ($1.value.since, $1.key.message) }
            .map { ($0.key, $0.value.lines - ControlLimits.logRepeats) }
    }
}
