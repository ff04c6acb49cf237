internal import DequeModule
package import TimeModel

/// The last half minute's `GetBlocks` on one connection, to find loops: in what we receive, and before peers find one in
/// what we send (`wire §10.1`).
package struct BlockRequestHistory: Sendable {
    private struct Entry {
        let moment: Moment
        let start: Height
        let end: Height
    }

    private var entries: Deque<Entry> = []

    package init() {}

    /// How many requests of the window lie within the distance of this one at both ends.
    package mutating func similar(start: Height, end: Height, at now: Moment) -> Int {
        while let first = entries.first, now - first.moment >= WireLimits.similarWindow { entries.removeFirst() }
        return entries.count { Self.areClose($0.start, start) && Self.areClose($0.end, end) }
    }

    package mutating func record(start: Height, end: Height, at now: Moment) {
        if entries.count >= WireLimits.rememberedBlockRequests { entries.removeFirst() }
        entries.append(Entry(moment: now, start: start, end: end))
    }

    private static func areClose(_ left: Height, _ right: Height) -> Bool {
        max(left, right).blocks(above: min(left, right)) <= WireLimits.similarDistance
    }
}
