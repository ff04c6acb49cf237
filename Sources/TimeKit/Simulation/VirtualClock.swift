public import TimeModel

/// The time of a simulation: it goes on from event to event, as fast as they are handled.
public struct VirtualClock: Sendable {
    /// Nanoseconds since the start.
    package private(set) var nanoseconds: Int64 = 0
    /// What every host's wall clock showed at the start, unless it is off.
    public let wallClockAtStart: UnixTime

    public init(wallClockAtStart: UnixTime) { self.wallClockAtStart = wallClockAtStart }

    public var now: Moment { Moment(sinceStart: .nanoseconds(nanoseconds)) }

    /// What a wall clock shows that is `offset` seconds ahead.
    public func wallTime(offset: Int64 = 0) -> UnixTime {
        wallClockAtStart.advanced(bySeconds: nanoseconds / 1_000_000_000 + offset)
    }

    /// Time doesn't go back.
    package mutating func advance(to nanoseconds: Int64) { self.nanoseconds = max(self.nanoseconds, nanoseconds) }
}

extension Duration {
    /// Whole nanoseconds, saturating.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, overflowed) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflowed ? (seconds < 0 ? .min : .max) : sum
    }
}
