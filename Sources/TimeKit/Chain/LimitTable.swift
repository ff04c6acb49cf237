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
            "chain.excerptSize", ChainLimits.excerptSize,
            "Bytes kept of a text from a block in what is said about it: an address or a node's name in full."),
        Limit(
            "chain.maximumReorganisationDepth", ChainLimits.maximumReorganisationDepth,
            "Blocks that may be taken back, as the network's nodes do; undo data is kept for as many (`chain-rules §7`)."),
        Limit(
            "chain.storePatience", ChainLimits.storePatience,
            "Seconds to wait for a database that another connection has locked."),
        Limit(
            "chain.storeReaders", ChainLimits.storeReaders,
            "Connections that read beside the writer: as many requests of peers are served at once."),
        Limit(
            "chain.storeWriterCache", ChainLimits.storeWriterCache,
            "Bytes of pages that the writing connection keeps: a catch-up's working set, in a process of 150 MB."),
        Limit(
            "chain.storeReaderCache", ChainLimits.storeReaderCache,
            "Bytes of pages that a reading connection keeps: it reads ranges, and hardly a page twice."),
        Limit(
            "chain.storeLogPages", ChainLimits.storeLogPages,
            "Pages of 4 KiB in the write-ahead log at which they are copied into the database."),
        Limit(
            "chain.storeLogSize", ChainLimits.storeLogSize,
            "Bytes to which the log's file is cut after that, whatever a long read made it grow to."),
        Limit(
            "chain.passBatch", ChainLimits.passBatch,
            "Blocks read, judged and written at a time when a file or the store itself is gone through."),
        Limit(
            "chain.passBatchSize", ChainLimits.passBatchSize,
            "Bytes of blocks at which such a batch ends earlier."),
        Limit(
            "chain.differencesListed", ChainLimits.differencesListed,
            "Differences that a verification lists for each part of the store."),
    ]
}
