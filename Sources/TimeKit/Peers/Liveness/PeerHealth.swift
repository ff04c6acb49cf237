internal import Foundation

/// How a peer is doing, as far as its pongs tell: for people, metrics and the order of sync sources. It closes nobody.
public enum PeerHealth: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case responsive
    /// Silent for longer than is usual for it.
    case suspect
    /// Silent for so long that hardly any pong of its ever took that long.
    case unresponsive

    public init(suspicion phi: Double) {
        self =
            if phi < PeersLimits.suspectFrom {
                .responsive
            } else if phi < PeersLimits.unresponsiveFrom {
                .suspect
            } else {
                .unresponsive
            }
    }

    /// The better one is the greater.
    public static func < (left: PeerHealth, right: PeerHealth) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .responsive: 2
        case .suspect: 1
        case .unresponsive: 0
        }
    }
}

extension RoundTripHistogram {
    /// The phi of a phi-accrual detector: 1 if a living peer is silent for so long in one case of ten, 2 if in one of a
    /// hundred, and so on.
    ///
    /// What came later in the past answers that. One imagined pong more, which takes `PeersLimits.patienceOfSuspicion`
    /// or a while longer, stands for what hasn't happened yet.
    package func suspicion(after silence: Duration) -> Double {
        guard silence > .zero else { return 0 }
        let usual = max(quantile(0.99) ?? .zero, PeersLimits.patienceOfSuspicion)
        let imagined = silence / usual
        let later = count(above: silence)
        // Apart, because the exponential of a long silence is no number any more.
        let ofThose = later == 0 ? -imagined / log(10) : log10(Double(later) + exp(-imagined))
        return log10(Double(count) + 1) - ofThose
    }
}
