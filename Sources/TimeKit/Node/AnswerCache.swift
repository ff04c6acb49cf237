import DequeModule
import Synchronization
package import TimeModel
package import TimeWire

/// The last answers that were made of stored blocks: peers that catch up side by side, and all peers at each new block,
/// ask for the same.
package final class AnswerCache: Sendable {
    package struct Question: Hashable, Sendable {
        package let kind: MessageKind
        package let heights: ClosedRange<Height>

        package init(kind: MessageKind, heights: ClosedRange<Height>) {
            self.kind = kind
            self.heights = heights
        }
    }

    private struct Content {
        var answers: [Question: [UInt8]] = [:]
        /// The oldest first.
        var order: Deque<Question> = []
        var bytes = 0
        /// Counts the changes of what had been answered.
        var generation = 0
    }

    private let content = Mutex(Content())

    package init() {}

    /// - Parameter make: the answer's payload if it isn't here.
    package func answer(to question: Question, make: () throws -> [UInt8]) rethrows -> [UInt8] {
        let (known, generation) = content.withLock { ($0.answers[question], $0.generation) }
        if let known { return known }
        let made = try make()
        content.withLock { content in
            // What was read before the chain changed is of the old one.
            guard content.generation == generation, content.answers[question] == nil,
                made.count <= NodeLimits.cachedAnswerBytes
            else { return }
            content.answers[question] = made
            content.order.append(question)
            content.bytes += made.count
            while content.bytes > NodeLimits.cachedAnswersBytes, let oldest = content.order.popFirst() {
                content.bytes -= content.answers.removeValue(forKey: oldest)?.count ?? 0
            }
        }
        return made
    }

    /// The chain has other blocks now.
    package func forget() {
        content.withLock { $0 = Content(generation: $0.generation + 1) }
    }
}
