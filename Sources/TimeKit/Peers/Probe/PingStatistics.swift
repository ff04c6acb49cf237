public import TimeModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What the pings of one session came to. Times are whole round trips in milliseconds.
public struct PingStatistics: Hashable, Sendable, Codable {
    /// One ping, as far as is known.
    public struct Ping: Hashable, Sendable {
        public let sent: Moment
        public let roundTrip: Duration?

        public init(sent: Moment, roundTrip: Duration?) {
            self.sent = sent
            self.roundTrip = roundTrip
        }
    }

    public let sent: Int
    public let received: Int
    /// Without a pong after all the time that they had.
    public let lost: Int
    /// Without a pong when the session broke off: nobody knows.
    public let cutOff: Int
    /// Received, after the next ping was due. Never lost.
    public let late: Int
    /// Received after the pong of a later ping.
    public let reordered: Int
    public let minimum: Double?
    public let average: Double?
    public let median: Double?
    public let percentile95: Double?
    public let maximum: Double?
    public let standardDeviation: Double?
    /// The average difference between one round trip and the next.
    public let jitter: Double?
    /// The peer's clock less ours, in seconds: the median over all pongs. Pongs tell whole seconds.
    public let clockOffset: Double?
    /// In the order of the pings; null for one without a pong.
    public let roundTrips: [Double?]

    private enum CodingKeys: String, CodingKey {
        case sent, received, lost, late, reordered, jitter
        case cutOff = "cut_off"
        case minimum = "min_ms"
        case average = "avg_ms"
        case median = "median_ms"
        case percentile95 = "p95_ms"
        case maximum = "max_ms"
        case standardDeviation = "stddev_ms"
        case clockOffset = "clock_offset_s"
        case roundTrips = "round_trips_ms"
    }

    /// - Parameters:
    ///   - interval: From one ping to the next.
    ///   - isBrokenOff: The session ended before the pings had had their time.
    ///   - clockOffsets: Seconds, one for each pong.
    public init(_ pings: [Ping], interval: Duration, isBrokenOff: Bool, clockOffsets: [Double]) {
        let trips = pings.compactMap { $0.roundTrip?.milliseconds }
        let unanswered = pings.count - trips.count
        sent = pings.count
        received = trips.count
        lost = isBrokenOff ? 0 : unanswered
        cutOff = isBrokenOff ? unanswered : 0
        late = pings.count { $0.roundTrip.map { $0 > interval } ?? false }
        reordered = Self.reordered(pings)
        let sorted = trips.sorted()
        minimum = sorted.first
        maximum = sorted.last
        median = Self.quantile(sorted, 0.5)
        percentile95 = Self.quantile(sorted, 0.95)
        let mean = trips.isEmpty ? nil : trips.reduce(0, +) / Double(trips.count)
        average = mean.map(Self.rounded)
        standardDeviation = mean.map { mean in
            Self.rounded((trips.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(trips.count)).squareRoot())
        }
        let steps = zip(trips, trips.dropFirst()).map { abs($1 - $0) }
        jitter = steps.isEmpty ? nil : Self.rounded(steps.reduce(0, +) / Double(steps.count))
        clockOffset = Self.quantile(clockOffsets.sorted(), 0.5)
        roundTrips = pings.map { $0.roundTrip?.milliseconds }
    }

    /// From 0 to 1: of those of which anything is known.
    public var loss: Double { sent > cutOff ? Double(lost) / Double(sent - cutOff) : 0 }

    private static func reordered(_ pings: [Ping]) -> Int {
        var latest: Moment?
        // From the last ping to the first: a pong that came after that of a later ping.
        return pings.reversed()
            .count { ping in
                guard let arrived = ping.roundTrip.map({ ping.sent + $0 }) else { return false }
                defer { latest = latest.map { min($0, arrived) } ?? arrived }
                return latest.map { arrived > $0 } ?? false
            }
    }

    /// Between two values, in proportion.
    private static func quantile(_ sorted: [Double], _ part: Double) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        let position = part * Double(last)
        let low = Int(position)
        let high = min(low + 1, last)
        return rounded(sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low)))
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
