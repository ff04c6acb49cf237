internal import Histogram

/// How long a peer's pongs take, in this session and those before: kept across restarts.
///
/// Values have two significant digits. Old ones fade: whenever `PeersLimits.roundTripsRemembered` are counted, all
/// counts are halved.
public struct RoundTripHistogram: Sendable {
    private var histogram = RoundTripHistogram.empty

    public init() {}

    /// Round trips that count, fewer than were recorded once old ones have faded.
    public var count: Int { Int(clamping: histogram.totalCount) }

    /// Longer ones than `PeersLimits.longestRoundTrip` count as this.
    public mutating func record(_ roundTrip: Duration) {
        histogram.record(Self.microseconds(roundTrip))
        if count >= PeersLimits.roundTripsRemembered { fade() }
    }

    /// The time within which this part of the pongs came, 0.5 for the median; nil if there were none.
    public func quantile(_ part: Double) -> Duration? {
        guard count > 0 else { return nil }
        return .microseconds(Int64(clamping: histogram.valueAtPercentile(min(max(part, 0), 1) * 100)))
    }

    /// How many round trips took longer than this, as far as two digits tell.
    public func count(above duration: Duration) -> Int {
        guard duration < PeersLimits.longestRoundTrip else { return 0 }
        let atMost = histogram.count(within: 0...Self.microseconds(duration))
        return count - min(count, Int(clamping: atMost))
    }

    private mutating func fade() {
        var faded = Self.empty
        for step in histogram.recordedValues() where step.count > 1 { faded.record(step.value, count: step.count / 2) }
        histogram = faded
    }

    private static var empty: Histogram<UInt32> {
        Histogram(
            lowestDiscernibleValue: microseconds(PeersLimits.roundTripResolution),
            highestTrackableValue: microseconds(PeersLimits.longestRoundTrip), numberOfSignificantValueDigits: .two)
    }

    private static func microseconds(_ duration: Duration) -> UInt64 {
        UInt64(min(max(duration, .zero), PeersLimits.longestRoundTrip) / .microseconds(1))
    }
}

extension RoundTripHistogram: Hashable {
    public static func == (left: RoundTripHistogram, right: RoundTripHistogram) -> Bool {
        left.buckets == right.buckets
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(buckets) }

    private var buckets: [Bucket] {
        histogram.recordedValues().map { Bucket(microseconds: $0.value, count: $0.count) }
    }
}

extension RoundTripHistogram: Codable {
    private struct Bucket: Hashable, Codable {
        let microseconds: UInt64
        let count: UInt32
    }

    /// Takes only what `encode` may have written: a damaged file must not lead to a damaged histogram.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
            let bucket = try container.decode(Bucket.self)
            guard bucket.count <= PeersLimits.roundTripsRemembered - count,
                histogram.record(bucket.microseconds, count: bucket.count)
            else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "no round trips: \(bucket)")
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for bucket in buckets { try container.encode(bucket) }
    }
}
