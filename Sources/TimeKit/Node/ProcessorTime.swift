#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the machine's processors did for us.
enum ProcessorTime {
    /// All threads together, since the start of the process.
    static func ofProcess() -> Duration { read(CLOCK_PROCESS_CPUTIME_ID) }

    static func ofThread() -> Duration { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
