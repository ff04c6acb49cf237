internal import Foundation
public import TimeModel

/// How reliable a peer has been, over five windows from hours to a month. Kept across restarts.
///
/// Ranks the sources of blocks and the candidates for dials; it closes and bans nobody.
public struct PeerScore: Hashable, Sendable {
    /// One exponential window.
    private struct Window: Hashable {
        /// Between 0 and `weight`: how much of what is known is good.
        var good = 0.0
        /// From 0, nothing is known, to 1.
        var weight = 0.0

        mutating func fade(_ share: Double) {
            good *= share
            weight *= share
        }
    }

    private var windows = [Window](repeating: Window(), count: PeersLimits.scoreWindows.count)
    public private(set) var updated: UnixTime?

    public init() {}

    /// Counts a session that lasted, or an answer that came and was good.
    public mutating func succeeded(at now: UnixTime) { count(1, at: now) }

    /// Counts a dial that came to nothing, a session that broke off, an answer that didn't come or was wrong.
    public mutating func failed(at now: UnixTime) { count(0, at: now) }

    /// From 0, always failed, to 1, never did. A peer of which nothing is known, or no longer, has one half.
    public func value(at now: UnixTime) -> Double {
        let elapsed = elapsed(at: now)
        let values = zip(windows, PeersLimits.scoreWindows)
            .map { window, length in
                let share = Self.share(elapsed, of: length)
                return 0.5 + (window.good - window.weight / 2) * share
            }
        return values.reduce(0, +) / Double(values.count)
    }

    private mutating func count(_ good: Double, at now: UnixTime) {
        let elapsed = elapsed(at: now)
        // What happens often says less each time; what happens after a long time no more than for an hour.
        let told = min(max(elapsed, PeersLimits.leastScored), PeersLimits.mostScored)
        for (index, length) in PeersLimits.scoreWindows.enumerated() {
            windows[index].fade(Self.share(max(elapsed, told), of: length))
            let share = Self.share(told, of: length)
            windows[index].good += good * (1 - share)
            windows[index].weight += 1 - share
        }
        updated = max(updated ?? now, now)
    }

    /// A clock that was set back makes no time pass.
    private func elapsed(at now: UnixTime) -> Duration {
        guard let updated else { return .zero }
        return .seconds(max(now.seconds(since: updated), 0))
    }

    /// The part of what was known that still is after a while.
    private static func share(_ elapsed: Duration, of length: Duration) -> Double { exp(-(elapsed / length)) }
}

extension PeerScore: Codable {
    private enum CodingKeys: String, CodingKey {
        case good, weight, updated
    }

    /// Takes only what `encode` may have written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let good = try container.decode([Double].self, forKey: .good)
        let weight = try container.decode([Double].self, forKey: .weight)
        let isSound =
            good.count == windows.count && weight.count == windows.count
            && zip(good, weight).allSatisfy { good, weight in good >= 0 && weight >= good && weight <= 1 }
        guard isSound else {
            throw DecodingError.dataCorruptedError(forKey: .good, in: container, debugDescription: "no score")
        }
        windows = zip(good, weight).map { Window(good: $0, weight: $1) }
        updated = try container.decodeIfPresent(Int64.self, forKey: .updated).map { UnixTime($0) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(windows.map(\.good), forKey: .good)
        try container.encode(windows.map(\.weight), forKey: .weight)
        try container.encodeIfPresent(updated?.rawValue, forKey: .updated)
    }
}
