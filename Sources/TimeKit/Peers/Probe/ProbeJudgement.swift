import TimeModel

extension ProbeReport {
    /// Judges a tip by the clock.
    public mutating func judge(_ tip: Tip, after duration: Duration?) {
        self.tip = tip
        let detail = "height \(tip.height)"
        if tip.height > tip.expected + PeersLimits.probeLead {
            set(ProbeStep(.tip, .aheadOfTheClock, after: duration, detail: detail + ", due is \(tip.expected)"))
        } else if tip.lag > PeersLimits.probeLag {
            set(ProbeStep(.tip, .behind, after: duration, detail: detail + ", \(tip.lag) blocks behind the clock"))
        } else {
            set(ProbeStep(.tip, .passed, after: duration, detail: detail))
        }
    }

    /// Judges the pings. The duration is theirs together.
    public mutating func judge(_ ping: PingStatistics, after duration: Duration?) {
        self.ping = ping
        let median = ping.median ?? 0
        let counts = "\(ping.received) of \(ping.sent) answered"
        if ping.received == 0, ping.lost > 0 {
            set(ProbeStep(.ping, .noPongs, after: duration, detail: "none of \(ping.sent) answered"))
        } else if ping.lost > 0 {
            set(ProbeStep(.ping, .lossy, after: duration, detail: counts))
        } else if median > PeersLimits.probeSlow.milliseconds {
            set(ProbeStep(.ping, .slow, after: duration, detail: "\(counts), median \(median) ms"))
        } else if let offset = ping.clockOffset, abs(offset) > PeersLimits.probeClockOffset / .seconds(1) {
            let direction = offset > 0 ? "ahead of" : "behind"
            set(
                ProbeStep(.ping, .clockOff, after: duration, detail: "its clock is \(abs(offset)) s \(direction) ours"))
        } else {
            set(ProbeStep(.ping, .passed, after: duration, detail: counts))
        }
    }

    /// Compares the tips of peers that were probed together.
    public static func compareTips(_ reports: inout [ProbeReport]) {
        let tips = reports.compactMap(\.tip)
        guard tips.count > 1, let best = tips.map(\.height).max() else { return }
        for index in reports.indices {
            guard var tip = reports[index].tip, let step = reports[index].step(.tip) else { continue }
            tip.best = best
            reports[index].tip = tip
            guard step.fault == nil else { continue }
            let duration = step.milliseconds.map { Duration.microseconds(Int64($0 * 1000)) }
            if best - tip.height > PeersLimits.probeLag {
                reports[index]
                    .set(
                        ProbeStep(
                            .tip, .behind, after: duration,
                            detail: "height \(tip.height), \(best - tip.height) blocks behind the best of this run"))
            } else if isInMinority(tip, among: tips) {
                reports[index]
                    .set(
                        ProbeStep(
                            .tip, .otherBranch, after: duration,
                            detail: "height \(tip.height), with another block there than most of this run"))
            }
        }
    }

    /// Another block at the same height has more peers behind it.
    private static func isInMinority(_ tip: Tip, among tips: [Tip]) -> Bool {
        var counts: [String: Int] = [:]
        for other in tips where other.height == tip.height { counts[other.hash, default: 0] += 1 }
        return (counts.values.max() ?? 0) > counts[tip.hash, default: 0]
    }
}
