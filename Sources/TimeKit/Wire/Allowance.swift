internal import DequeModule
internal import TimeModel

/// So many messages in so long a time.
package struct Allowance: Hashable, Sendable {
    package let count: Int
    package let window: Duration

    package init(_ count: Int, per window: Duration) {
        self.count = count
        self.window = window
    }
}

extension Allowance: CustomStringConvertible {
    package var description: String { "\(count) in \(window.components.seconds) s" }
}

/// An allowance over windows that each begin with the first message after the last one: what peers count (`wire §12.1`).
struct FixedWindow: Sendable {
    private let allowance: Allowance
    private var opened: Moment?
    private var used = 0

    init(_ allowance: Allowance) { self.allowance = allowance }

    /// Whether one more message fits, which is then counted.
    mutating func admits(at now: Moment) -> Bool {
        if let opened, now - opened < allowance.window {
            guard used < allowance.count else { return false }
            used += 1
        } else {
            opened = now
            used = 1
        }
        return true
    }
}

/// An allowance over every window of its length: what a sender keeps who doesn't know when the receiver's windows begin.
struct SlidingWindow: Sendable {
    private let allowance: Allowance
    /// When the messages of the last window were sent, in order.
    private var moments: Deque<Moment> = []

    init(_ allowance: Allowance) { self.allowance = allowance }

    /// Whether one more message would fit.
    mutating func hasRoom(at now: Moment) -> Bool {
        while let first = moments.first, now - first >= allowance.window { moments.removeFirst() }
        return moments.count < allowance.count
    }

    mutating func record(at now: Moment) { moments.append(now) }
}
