/// How fast blocks are asked for while behind (`policy §5`).
public enum SyncPacing: Hashable, Sendable {
    /// Of all suitable peers at once, each within its limits.
    case adaptive
    /// Of one peer, in batches of 100 blocks with five seconds between them, and if so set at most so many a minute.
    case plan(blocksPerMinute: Int?)

    public var name: String {
        switch self {
        case .adaptive: "adaptive"
        case .plan: "plan"
        }
    }
}
