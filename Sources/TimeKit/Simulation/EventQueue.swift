/// What is to happen when: a binary heap keyed by time and, among equal times, by the order in which it was put in.
package struct EventQueue<Payload: Sendable>: Sendable {
    private struct Entry: Sendable {
        let nanoseconds: Int64
        let sequence: UInt64
        let payload: Payload

        func precedes(_ other: Entry) -> Bool {
            nanoseconds != other.nanoseconds ? nanoseconds < other.nanoseconds : sequence < other.sequence
        }
    }

    private var heap: [Entry] = []
    private var pushed: UInt64 = 0

    package init() {}

    package var count: Int { heap.count }

    /// When the next payload is due, in nanoseconds since the start.
    package var next: Int64? { heap.first?.nanoseconds }

    package mutating func push(_ payload: Payload, at nanoseconds: Int64) {
        let entry = Entry(nanoseconds: nanoseconds, sequence: pushed, payload: payload)
        pushed += 1
        var index = heap.count
        heap.append(entry)
        while index > 0 {
            let parent = (index - 1) / 2
            guard entry.precedes(heap[parent]) else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = entry
    }

    package mutating func pop() -> (nanoseconds: Int64, payload: Payload)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty { sink(last) }
        return (first.nanoseconds, first.payload)
    }

    /// Puts `entry` where it belongs, in place of the first one.
    private mutating func sink(_ entry: Entry) {
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(entry) else { break }
            heap[index] = heap[child]
            index = child
        }
        heap[index] = entry
    }
}
