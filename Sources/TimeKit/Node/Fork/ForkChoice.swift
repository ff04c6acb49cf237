internal import TimeChain
package import TimeModel

/// Which of two chains is followed (`chain-rules §8.1`): the longer one; of two equally long ones that of a
/// supermajority of peers, or else the one whose first block of its own has the lower hash. Never a shorter one.
package enum ForkChoice {
    /// A chain from its first block that the other lacks up to its tip.
    package struct Branch: Hashable, Sendable {
        package let height: Height
        package let tip: BlockHash
        /// Nil if unknown: then the tips are compared.
        package let first: BlockHash?

        package init(height: Height, tip: BlockHash, first: BlockHash?) {
            self.height = height
            self.tip = tip
            self.first = first
        }
    }

    /// What peers say: so many told their tips, and so many of these the tip in question.
    package struct Support: Hashable, Sendable {
        package let supporting: Int
        package let checked: Int

        package init(supporting: Int, checked: Int) {
            self.supporting = supporting
            self.checked = checked
        }

        package static let none = Support(supporting: 0, checked: 0)

        /// 67 of 100, among three at least.
        package var isSupermajority: Bool {
            checked >= NodeLimits.tipSupporters && supporting * 100 >= NodeLimits.supermajorityPercent * checked
        }
    }

    /// - Parameters:
    ///   - timestamp: of the tip of `theirs`.
    ///   - support: of `theirs`.
    package static func prefers(
        _ theirs: Branch, to ours: Branch, timestamp: UnixTime, support: Support, at wallClock: UnixTime
    ) -> Bool {
        guard timestamp.seconds(since: wallClock) <= ChainLimits.futureTolerance else { return false }
        guard theirs.height == ours.height else { return theirs.height > ours.height }
        if support.isSupermajority { return true }
        guard let their = theirs.first, let our = ours.first else { return theirs.tip < ours.tip }
        return their < our
    }
}
