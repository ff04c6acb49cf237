package import TimeModel

/// What one peer may send us: a window per bucket, and one over everything (`wire §12.1`, `policy §1`). Excess is dropped
/// without an answer and without harm to the peer.
package struct MessageLimits: Sendable {
    /// The permission `norate`: only the window over everything counts.
    package var isExempt: Bool
    private var everything = FixedWindow(WireLimits.messagesTaken)
    private var windows: [MessageBucket: FixedWindow]

    package init(isExempt: Bool = false) {
        self.isExempt = isExempt
        windows = Dictionary(
            uniqueKeysWithValues: MessageBucket.allCases.map { ($0, FixedWindow($0.allowance)) })
    }

    /// Whether a message of this kind is to be handled, in which case it is counted.
    package mutating func admits(_ kind: MessageKind, at now: Moment) -> Bool {
        guard everything.admits(at: now) else { return false }
        guard !isExempt, let bucket = kind.bucket else { return true }
        return windows[bucket]?.admits(at: now) ?? true
    }
}
