/// A masternode's tier, in its order on the wire (`wire §6`); the collaterals are not the enum's indexes.
public enum MasternodeTier: UInt32, Hashable, Sendable, CaseIterable, Comparable, BincodeCodable {
    case free
    case bronze
    case silver
    case gold

    public var collateral: Amount {
        switch self {
        case .free: .zero
        case .bronze: Amount(time: 1_000)
        case .silver: Amount(time: 10_000)
        case .gold: Amount(time: 100_000)
        }
    }

    public static func < (left: MasternodeTier, right: MasternodeTier) -> Bool { left.rawValue < right.rawValue }
}

extension MasternodeTier {
    /// As operators write it: `free`, `bronze`, `silver` or `gold`.
    public var name: String { "\(self)" }

    public init?(name: String) {
        guard let tier = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = tier
    }
}
