/// A point on the monotonic clock, for intervals. Its zero is whatever the shell chose.
public struct Moment: Hashable, Comparable, Sendable {
    public let sinceStart: Duration
    public init(sinceStart: Duration) { self.sinceStart = sinceStart }

    public static let start = Moment(sinceStart: .zero)

    public static func < (left: Moment, right: Moment) -> Bool { left.sinceStart < right.sinceStart }
    public static func + (moment: Moment, interval: Duration) -> Moment {
        Moment(sinceStart: moment.sinceStart + interval)
    }
    public static func - (later: Moment, earlier: Moment) -> Duration { later.sinceStart - earlier.sinceStart }
    public static func - (moment: Moment, interval: Duration) -> Moment {
        Moment(sinceStart: moment.sinceStart - interval)
    }
}
