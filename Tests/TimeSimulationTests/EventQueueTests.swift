import Testing
import TimeSimulation

@Suite struct EventQueueTests {
    @Test func whatIsDueFirstComesFirstAndEqualsInTheirOrder() {
        var generator = SeededGenerator(seed: 7)
        var queue = EventQueue<Int>()
        var expected: [(Int64, Int)] = []
        for number in 0..<2_000 {
            let at = Int64(generator.below(50))
            queue.push(number, at: at)
            expected.append((at, number))
        }
        expected.sort { $0 < $1 }
        var popped: [(Int64, Int)] = []
        while let next = queue.pop() { popped.append((next.nanoseconds, next.payload)) }
        #expect(popped.map(\.0) == expected.map(\.0))
        #expect(popped.map(\.1) == expected.map(\.1))
        #expect(queue.next == nil)
    }

    @Test func oneStreamsDrawsShiftNobodyElses() {
        let seeds = SeededGenerator(seed: 7)
        var first = seeds.stream("latency", 1)
        var second = seeds.stream("latency", 2)
        let alone = (0..<5).map { _ in second.next() }
        var again = seeds.stream("latency", 2)
        let interleaved = (0..<5)
            .map { _ in
                _ = first.next()
                return again.next()
            }
        #expect(alone == interleaved)
        var other = seeds.stream("loss", 2)
        #expect(other.next() != alone[0])
        #expect(first.next() != alone[0])
    }
}
