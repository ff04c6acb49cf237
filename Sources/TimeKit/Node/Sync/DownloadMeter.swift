import TimeModel

/// What holds up a download at a moment.
enum DownloadLimit: Hashable, Sendable, CaseIterable {
    /// Our own politeness: peers would take a request, but not so soon.
    case pacing
    /// Peers owe all that they may.
    case answers
    /// Received blocks wait for those before them to be checked and stored.
    case connecting
    case buffer
    /// Who has the blocks is left alone for a while.
    case stalled
    /// Nobody has them.
    case noSource
}

/// How a download's time went in the last ten to twenty seconds.
struct DownloadMeter: Sendable {
    private struct Share: Sendable {
        var since: Moment
        var times: [DownloadLimit: Duration] = [:]
        var blocks = 0
        var processor = Duration.zero
        var connecting = Duration.zero
    }

    private var current = Share(since: .start)
    private var previous: Share?
    private var last: (at: Moment, limit: DownloadLimit?)?

    /// The time since the last call was spent on what held the download up then.
    mutating func pass(to limit: DownloadLimit?, at now: Moment) {
        if let last, let held = last.limit { current.times[held, default: .zero] += now - last.at }
        last = (now, limit)
        guard now - current.since >= NodeLimits.meterInterval else { return }
        // Nothing is known of a long silence.
        previous = now - current.since < NodeLimits.meterInterval * 2 ? current : nil
        current = Share(since: now)
    }

    mutating func received(_ blocks: Int) { current.blocks += blocks }

    /// - Parameters:
    ///   - processor: Processor time that checking and storing a run took.
    ///   - elapsed: Its time by the clock.
    mutating func connected(processor: Duration, elapsed: Duration) {
        current.processor += processor
        current.connecting += elapsed
    }

    /// What held up most of the time, the present included.
    func limit(at now: Moment) -> DownloadLimit? {
        var times = current.times.merging(previous?.times ?? [:], uniquingKeysWith: +)
        if let last, let held = last.limit { times[held, default: .zero] += max(now - last.at, .nanoseconds(1)) }
        // In an order that is the same in each run.
        return DownloadLimit.allCases.filter { times[$0] != nil }
            .max { times[$0, default: .zero] < times[$1, default: .zero] }
    }

    /// Received blocks per second.
    func blocksPerSecond(at now: Moment) -> Double {
        let elapsed = (now - (previous ?? current).since) / .seconds(1)
        return elapsed > 0 ? Double(current.blocks + (previous?.blocks ?? 0)) / elapsed : 0
    }

    /// Whether connecting waited for the disk rather than for the processor; nil if that isn't known.
    var waitsForDisk: Bool? {
        let elapsed = current.connecting + (previous?.connecting ?? .zero)
        guard elapsed > .zero else { return nil }
        return (current.processor + (previous?.processor ?? .zero)) * 2 < elapsed
    }
}
