public import TimeModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Where a running node gets time and chance from; the state machines are handed their values.
public struct NodeClock: Sendable {
    package let now: @Sendable () -> Moment
    public let wallClock: @Sendable () -> UnixTime
    /// Returns after the interval, or a tenth later if that spares the machine a wake-up; throws when cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void
    /// Returns when it is time, within a millisecond; throws when cancelled.
    let sleepUntil: @Sendable (Moment) async throws -> Void

    /// Of the machine's clock, which must be this one's.
    func moment(of instant: ContinuousClock.Instant) -> Moment { now() - (ContinuousClock.now - instant) }

    /// The machine's own clocks.
    public static func system() -> NodeClock {
        let clock = ContinuousClock()
        let start = clock.now
        return NodeClock(
            now: { Moment(sinceStart: clock.now - start) },
            wallClock: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return UnixTime(Int64(time.tv_sec))
            },
            sleep: { try await Task.sleep(for: $0, clock: clock) },
            sleepUntil: {
                try await Task.sleep(until: start + $0.sinceStart, tolerance: .milliseconds(1), clock: clock)
            })
    }
}
