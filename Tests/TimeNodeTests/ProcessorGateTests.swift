import Testing
import TimeModel
import TimeNode

struct ProcessorGateTests {
    /// Samples of each second; the shares are of one processor.
    private func changes(processors: Int, _ seconds: Range<Int>, total: Double, catchingUp: Double) -> [Bool] {
        var gate = ProcessorGate(processors: processors)
        return seconds.compactMap { second in
            let usage = ProcessorGate.Usage(
                total: .seconds(Double(second) * total), catchingUp: .seconds(Double(second) * catchingUp))
            return gate.sample(usage, at: .start + .seconds(second)) ? gate.isBusy : nil
        }
    }

    @Test func otherWorkForMostOfTheMachineClosesIt() {
        #expect(changes(processors: 1, 0..<120, total: 0.9, catchingUp: 0) == [true])
        #expect(changes(processors: 4, 0..<120, total: 3.5, catchingUp: 0.1) == [true])
    }

    @Test func catchingUpItselfDoesNot() {
        #expect(changes(processors: 1, 0..<120, total: 1, catchingUp: 0.9).isEmpty)
        #expect(changes(processors: 4, 0..<120, total: 3.1, catchingUp: 0).isEmpty)
    }

    @Test func nothingIsSaidBeforeAMinuteIsOver() {
        #expect(changes(processors: 1, 0..<60, total: 1, catchingUp: 0).isEmpty)
    }

    @Test func itOpensAgainWhenTheWorkIsDone() {
        var gate = ProcessorGate(processors: 1)
        var changes: [Int] = []
        for second in 0..<200 {
            let usage = ProcessorGate.Usage(total: .seconds(min(second, 100)), catchingUp: .zero)
            if gate.sample(usage, at: .start + .seconds(second)) { changes.append(second) }
        }
        #expect(changes == [60, 112] && !gate.isBusy)
    }
}
