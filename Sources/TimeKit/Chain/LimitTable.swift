// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum ChainLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "chain.baseReward", ChainLimits.baseReward,
            "What a block mints besides its fees: the producers' and masternodes' 95 TIME (`chain-rules W6`)."),
        Limit(
            "chain.treasuryShare", ChainLimits.treasuryShare,
            "What a block may add to the treasury at most (`chain-rules W7`)."),
        Limit(
            "chain.emission", ChainLimits.emission,
            "What a block adds to the supply: base reward and treasury share together."),
        Limit(
            "chain.maximumBlockSize", ChainLimits.maximumBlockSize,
            "Bytes of a block that is accepted (`chain-rules B10`)."),
        Limit(
            "chain.futureTolerance", ChainLimits.futureTolerance,
            "Seconds that a block's timestamp may be ahead of our clock (`chain-rules B3`)."),
        Limit(
            "chain.heightGrace", ChainLimits.heightGrace,
            "Seconds by which the clock is taken to be ahead when a height is judged (`chain-rules B5`)."),
        Limit(
            "chain.hugelyEarly", ChainLimits.hugelyEarly,
            "Seconds before its slot from which a block is hugely early (`chain-rules B6`)."),
        Limit(
            "chain.early", ChainLimits.early,
            "Seconds before its slot from which a block is early (`chain-rules B7`)."),
        Limit(
            "chain.ghostWindow", ChainLimits.ghostWindow,
            "Blocks below the expected height within which ghost transactions are refused (`chain-rules B9`)."),
        Limit(
            "chain.lastLeaderlessHeight", ChainLimits.lastLeaderlessHeight,
            "The last height at which a block needs no leader (`chain-rules B11`)."),
        Limit(
            "chain.sortitionProofSize", ChainLimits.sortitionProofSize,
            "Bytes of a sortition proof that isn't empty (`chain-rules B12`)."),
        Limit(
            "chain.sufficientRecipients", ChainLimits.sufficientRecipients,
            "Distinct paid addresses that suffice for any bitmap (`chain-rules B13`)."),
        Limit(
            "chain.singleRegistrationHeight", ChainLimits.singleRegistrationHeight,
            "The height from which only the first registration of a name in a block counts (`chain-rules §1`)."),
        Limit(
            "chain.maximumReorganisationDepth", ChainLimits.maximumReorganisationDepth,
            "Blocks that may be taken back, as the network's nodes do; undo data is kept for as many (`chain-rules §7`)."),
    ]
}
