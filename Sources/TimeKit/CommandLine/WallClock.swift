public import TimeModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The machine's clock, for programs that run no node.
public enum WallClock {
    public static func now() -> UnixTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UnixTime(Int64(time.tv_sec))
    }
}
