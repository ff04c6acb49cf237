/// How blocks are fetched while behind (`policy §5`).
public struct SyncConfiguration: Hashable, Sendable {
    public enum Pacing: String, Hashable, Sendable, CaseIterable {
        /// Requests to all suitable peers at once, within each peer's limits.
        case adaptive
        /// One peer, batches of 100 blocks, 5 s between batches.
        case plan
    }

    public let pacing: Pacing
    /// Blocks per minute, at most; nil for no limit. Only with the pacing `plan`.
    public let maximumBlocksPerMinute: Int?

    public init(pacing: Pacing = .adaptive, maximumBlocksPerMinute: Int? = nil) {
        self.pacing = pacing
        self.maximumBlocksPerMinute = maximumBlocksPerMinute
    }
}
