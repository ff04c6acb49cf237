/// A link's profile, ready for use with each message.
struct LinkTiming: Sendable {
    private let latency: Int64
    private let jitter: UInt64
    private let tailChance: Double
    private let tailScale: Int64
    let loss: Double
    private let duplication: Double
    private let reordering: Double
    private let nanosecondsPerByte: Double
    private let firstTimeout: Int64

    init(_ profile: LinkProfile) {
        latency = max(0, profile.latency.nanoseconds)
        jitter = UInt64(clamping: profile.jitter.nanoseconds)
        tailChance = profile.tailChance
        tailScale = max(0, profile.tailScale.nanoseconds)
        loss = min(profile.loss, SimulationLimits.greatestLoss)
        duplication = profile.duplication
        reordering = profile.reordering
        nanosecondsPerByte = 1e9 / Double(max(1, profile.bytesPerSecond))
        firstTimeout = SimulationLimits.shortestRetransmission.nanoseconds + 2 * latency
    }

    /// Nanoseconds that the line is busy with `bytes`.
    func busy(bytes: Int, _ generator: inout SeededGenerator) -> Int64 {
        let once = Int64(nanosecondsPerByte * Double(bytes))
        return generator.chance(duplication) ? 2 * once : once
    }

    /// Nanoseconds from the last bit's departure to its arrival, lost packets' returns included.
    func delay(bytes: Int, _ generator: inout SeededGenerator) -> Int64 {
        var delay = travel(&generator)
        if generator.chance(reordering) { delay += travel(&generator) / 2 }
        guard loss > 0 else { return delay }
        let packets = min(1 + bytes / SimulationLimits.packetBytes, SimulationLimits.packetsDrawn)
        var longest: Int64 = 0
        for _ in 0..<packets { longest = max(longest, retransmissions(&generator)) }
        return delay + longest
    }

    /// Without anything that TCP makes of it.
    func travel(_ generator: inout SeededGenerator) -> Int64 {
        var delay = latency
        if jitter > 0 { delay += Int64(generator.below(jitter)) }
        if generator.chance(tailChance) {
            // Doubling with each further zero bit is a Pareto distribution in whole numbers, the same on every machine.
            let draw = generator.next()
            let doubled = tailScale << min(draw.trailingZeroBitCount, SimulationLimits.tailDoublings)
            delay += doubled + Int64(UInt64(clamping: doubled).multipliedFullWidth(by: draw).high)
        }
        return delay
    }

    private func retransmissions(_ generator: inout SeededGenerator) -> Int64 {
        var delay: Int64 = 0
        var timeout = firstTimeout
        while generator.chance(loss) {
            delay += timeout
            timeout = min(2 * timeout, SimulationLimits.longestRetransmission.nanoseconds)
        }
        return delay
    }
}
