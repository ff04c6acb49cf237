internal import DequeModule
package import TimeModel

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
    package var description: String {
        window < .seconds(1)
            ? "\(count) in \(Int(window / .milliseconds(1))) ms" : "\(count) in \(window.components.seconds) s"
    }
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
package struct SlidingWindow: Sendable {
    private let allowance: Allowance
    /// When the last messages were sent, in order; no more of them than fit into a window.
    private var moments: Deque<Moment> = []

    package init(_ allowance: Allowance) { self.allowance = allowance }

    /// When one more message fits, or fitted already.
    package var roomFrom: Moment {
        moments.count < allowance.count ? .start : moments[moments.count - allowance.count] + allowance.window
    }

    /// Whether one more message would fit.
    package func hasRoom(at now: Moment) -> Bool { roomFrom <= now }

    package mutating func record(at now: Moment) {
        if moments.count == allowance.count { moments.removeFirst() }
        moments.append(now)
    }
}
