internal import TimeModel

/// A kind of fault that plans are made of.
public enum FaultFamily: String, Hashable, Sendable, CaseIterable {
    /// From 0 to 5 % of packets lost on all links of a host.
    case loss
    /// Nothing gets to or from a host, for up to ten minutes.
    case stalls
    /// Nothing gets from one host to another, while the other way goes on.
    case partitions
    case halfOpen = "half-open"
    case clockSteps = "clock-steps"
    case pauses
    case crashes

    var number: UInt64 {
        switch self {
        case .loss: 1
        case .stalls: 2
        case .partitions: 3
        case .halfOpen: 4
        case .clockSteps: 5
        case .pauses: 6
        case .crashes: 7
        }
    }

    /// Between two of a host's faults.
    func pause(perDay: Double, _ generator: inout SeededGenerator) -> Duration {
        guard self != .loss else { return generator.duration(in: .zero ... .seconds(60)) }
        return generator.duration(
            in: .zero...(.seconds(86_400) * (2 / max(perDay, SimulationLimits.fewestFaultsPerDay))))
    }

    func fault(
        at moment: Moment, on host: PeerAddress, among hosts: [PeerAddress], _ generator: inout SeededGenerator
    ) -> Fault {
        let others = hosts.filter { $0 != host }
        let other = others.isEmpty ? nil : others[Int(generator.below(UInt64(others.count)))]
        let short = Self.duration(upTo: SimulationLimits.longestFault, &generator)
        switch self {
        case .loss:
            let loss = SimulationLimits.usualLossAtMost * Double(generator.below(1_001)) / 1_000
            return Fault(
                at: moment, duration: generator.duration(in: .seconds(60) ... .seconds(3_600)),
                .degrade(.all(of: host), LinkDegradation(loss: loss)))
        case .stalls: return Fault(at: moment, duration: short, .block(.all(of: host)))
        case .partitions: return Fault(at: moment, duration: short, .block(.oneWay(from: host, to: other)))
        case .halfOpen:
            let reset = generator.chance(0.5) ? short : nil
            return Fault(at: moment, duration: .zero, .halfOpen(host, towards: other, resetAfter: reset))
        case .clockSteps:
            let seconds = Int64(generator.below(UInt64(2 * SimulationLimits.clockStepSeconds) + 1))
            return Fault(
                at: moment, duration: short, .clockStep(host, seconds: seconds - SimulationLimits.clockStepSeconds))
        case .pauses: return Fault(at: moment, duration: short, .pause(host))
        case .crashes:
            return Fault(at: moment, duration: short, .crash(host, isPowerLoss: generator.chance(0.5)))
        }
    }

    /// Each doubling from a second up is as likely as the next: most are short.
    private static func duration(upTo longest: Duration, _ generator: inout SeededGenerator) -> Duration {
        let bound = longest / (1 << Int(generator.below(UInt64(SimulationLimits.faultDoublings))))
        return generator.duration(in: (bound / 2)...bound)
    }
}
