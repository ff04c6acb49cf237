package import TimeModel

/// Every number of the chain floor: what it counts, and why it is that much.
package enum ChainLimits {
    // MARK: Amounts

    /// What a block mints besides its fees: the producers' and masternodes' 95 TIME (`chain-rules W6`).
    package static let baseReward = Amount(satoshis: 9_500_000_000)
    /// What a block may add to the treasury at most (`chain-rules W7`).
    package static let treasuryShare = Amount(satoshis: 500_000_000)
    /// What a block adds to the supply: base reward and treasury share together.
    package static let emission = Amount(satoshis: 10_000_000_000)

    // MARK: Blocks

    /// Bytes of a block that is accepted (`chain-rules B10`).
    package static let maximumBlockSize = 4_000_000
    /// Seconds that a block's timestamp may be ahead of our clock (`chain-rules B3`).
    package static let futureTolerance: Int64 = 5
    /// Seconds by which the clock is taken to be ahead when a height is judged (`chain-rules B5`).
    package static let heightGrace: Int64 = 10
    /// Seconds before its slot from which a block is hugely early (`chain-rules B6`).
    package static let hugelyEarly: Int64 = 600
    /// Seconds before its slot from which a block is early (`chain-rules B7`).
    package static let early: Int64 = 30
    /// Blocks below the expected height within which ghost transactions are refused (`chain-rules B9`).
    package static let ghostWindow = 10
    /// The last height at which a block needs no leader (`chain-rules B11`).
    package static let lastLeaderlessHeight: Height = 3
    /// Bytes of a sortition proof that isn't empty (`chain-rules B12`).
    package static let sortitionProofSize = 80
    /// Distinct paid addresses that suffice for any bitmap (`chain-rules B13`).
    package static let sufficientRecipients = 3
    /// The height from which only the first registration of a name in a block counts (`chain-rules §1`).
    package static let singleRegistrationHeight: Height = 1200

    /// Bytes kept of a text from a block in what is said about it: an address or a node's name in full.
    package static let excerptSize = 64

    // MARK: Reorganisation

    /// Blocks that may be taken back, as the network's nodes do; undo data is kept for as many (`chain-rules §7`).
    package static let maximumReorganisationDepth = 100

    // MARK: Store

    /// Seconds to wait for a database that another connection has locked.
    package static let storePatience: Double = 5
    /// Connections that read beside the writer: as many requests of peers are served at once.
    package static let storeReaders = 4
    /// Bytes of pages that the writing connection keeps: a catch-up's working set, in a process of 150 MB.
    package static let storeWriterCache = 16 << 20
    /// Bytes of pages that a reading connection keeps: it reads ranges, and hardly a page twice.
    package static let storeReaderCache = 1 << 20
    /// Pages of 4 KiB in the write-ahead log at which they are copied into the database.
    package static let storeLogPages = 4096
    /// Bytes to which the log's file is cut after that, whatever a long read made it grow to.
    package static let storeLogSize = 64 << 20
    /// Blocks read, judged and written at a time when a file or the store itself is gone through. A batch touches most
    /// pages of the transaction index, whatever its size: four times as many blocks take half the time.
    package static let passBatch = 2000
    /// Bytes of blocks at which such a batch ends earlier.
    package static let passBatchSize = 8 << 20
    /// Differences that a verification lists for each part of the store.
    package static let differencesListed = 100
}
