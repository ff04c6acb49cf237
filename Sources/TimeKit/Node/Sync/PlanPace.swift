import DequeModule
import TimeModel

/// When and how much pacing `plan` lets be asked for (`policy §5`).
struct PlanPace: Sendable {
    private let blocksPerMinute: Int?
    private var askedInBatch = 0
    private var restsUntil: Moment?
    /// What was asked for in the last minute.
    private var recent: Deque<(at: Moment, blocks: Int)> = []

    init(blocksPerMinute: Int?) { self.blocksPerMinute = blocksPerMinute }

    /// Blocks that may be asked for now. A batch ends when all of it is answered or given up.
    ///
    /// - Parameter isWaiting: Whether anything asked for is unanswered.
    mutating func allowance(isWaiting: Bool, at now: Moment) -> Int {
        if askedInBatch > 0, !isWaiting, askedInBatch >= NodeLimits.planBatch {
            askedInBatch = 0
            restsUntil = now + NodeLimits.planInterval
        }
        if let restsUntil, now < restsUntil { return 0 }
        let inBatch = NodeLimits.planBatch - askedInBatch
        guard let blocksPerMinute else { return inBatch }
        while let first = recent.first, now - first.at >= .seconds(60) { recent.removeFirst() }
        return min(inBatch, max(blocksPerMinute - recent.reduce(0) { $0 + $1.blocks }, 0))
    }

    mutating func asked(for blocks: Int, at now: Moment) {
        askedInBatch += blocks
        if blocksPerMinute != nil { recent.append((now, blocks)) }
    }
}
