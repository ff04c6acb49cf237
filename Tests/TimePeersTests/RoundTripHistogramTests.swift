import Foundation
import Testing
import TimeModel
import TimePeers
import TimeSimulation

struct RoundTripHistogramTests {
    private func histogram(_ milliseconds: some Sequence<Int>) -> RoundTripHistogram {
        var histogram = RoundTripHistogram()
        for value in milliseconds { histogram.record(.milliseconds(value)) }
        return histogram
    }

    @Test func quantilesHaveTwoDigits() throws {
        let histogram = histogram(1...1_000)
        let median = try #require(histogram.quantile(0.5)) / .milliseconds(1)
        #expect(abs(median - 500) <= 5)
        #expect(abs(try #require(histogram.quantile(0.99)) / .milliseconds(1) - 990) <= 10)
        #expect(abs(histogram.count(above: .milliseconds(900)) - 100) <= 10)
        #expect(RoundTripHistogram().quantile(0.5) == nil)
    }

    @Test func extremesAreTakenAsTheNearestThatCounts() {
        var histogram = RoundTripHistogram()
        for extreme in [.seconds(-5), .zero, .nanoseconds(1), .seconds(Int64.max)] as [Duration] {
            histogram.record(extreme)
        }
        #expect(histogram.count == 4)
        #expect(histogram.count(above: .seconds(-1)) == 1)
        #expect(histogram.count(above: .seconds(Int64.max)) == 0)
    }

    @Test func oldRoundTripsFade() throws {
        var histogram = histogram(repeatElement(10, count: 9_000))
        for _ in 0..<30_000 { histogram.record(.milliseconds(500)) }
        #expect(histogram.count < 10_000)
        #expect(histogram.count - histogram.count(above: .milliseconds(100)) < 1_500)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whatIsStoredIsReadAsItWas(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let histogram = histogram((0..<300).map { _ in Int(generator.next() % (1 << (generator.next() % 24))) })
        let data = try JSONEncoder().encode(histogram)
        let read = try JSONDecoder().decode(RoundTripHistogram.self, from: data)
        #expect(read == histogram, "seed \(seed)")
        for part in [0, 0.1, 0.5, 0.9, 0.99] {
            let difference = try #require(read.quantile(part)) / #require(histogram.quantile(part))
            #expect(difference == 1 || abs(difference - 1) < 0.02 || part == 0, "seed \(seed)")
        }
    }

    @Test(arguments: [
        #"[{"microseconds":18446744073709551615,"count":1}]"#, #"[{"microseconds":5,"count":4294967295}]"#,
        #"[{"microseconds":5,"count":6000},{"microseconds":9000,"count":6000}]"#, #"[{"microseconds":-5,"count":1}]"#,
        #"[{"count":1}]"#, "{}",
    ])
    func aDamagedHistogramIsRefused(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RoundTripHistogram.self, from: Data(text.utf8))
        }
    }

    @Test func suspicionGrowsWithSilenceAndStaysFinite() {
        for known in [RoundTripHistogram(), histogram(1...1_000), histogram(stride(from: 1_000, to: 90_000, by: 100))] {
            var last = 0.0
            for second in stride(from: 0, to: 100_000, by: 7) {
                let phi = known.suspicion(after: .seconds(second))
                #expect(phi >= last && phi.isFinite)
                last = phi
            }
        }
    }

    @Test func whoIsUsuallySlowIsSuspectedLater() {
        let quick = histogram(repeatElement(80, count: 1_000))
        let slow = histogram(stride(from: 1_000, to: 90_000, by: 89))
        #expect(quick.suspicion(after: .seconds(60)) > slow.suspicion(after: .seconds(60)) + 4)
        #expect(PeerHealth(suspicion: quick.suspicion(after: .seconds(60))) == .suspect)
        #expect(PeerHealth(suspicion: slow.suspicion(after: .seconds(60))) == .responsive)
    }

    @Test func aSilenceOfASecondsLengthIsNothing() {
        let quick = histogram(repeatElement(80, count: 5_000))
        #expect(PeerHealth(suspicion: quick.suspicion(after: .seconds(5))) == .responsive)
    }

    @Test func gradesAreOrdered() {
        #expect(PeerHealth.allCases.sorted(by: >) == [.responsive, .suspect, .unresponsive])
    }
}
