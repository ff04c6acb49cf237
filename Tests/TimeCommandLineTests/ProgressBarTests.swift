import Testing
import TimeCommandLine
import TimeModel

@Suite struct ProgressBarTests {
    static func moment(_ milliseconds: Int) -> Moment { Moment(sinceStart: .milliseconds(milliseconds)) }

    @Test func aBarFitsEightyColumnsAtEveryStage() throws {
        var bar = ProgressBar("verifying", unit: "blocks", style: .bar(isColored: false), at: .start)
        for (index, done) in [0, 1, 999, 500_000, 999_999, 1_000_000, 2_000_000].enumerated() {
            let update = bar.update(UInt64(done), of: 1_000_000, at: Self.moment(1000 * (index + 1)))
            let text = try #require(update)
            #expect(text.count <= 80, "\(text)")
            #expect(text.hasPrefix("verifying ["))
        }
    }

    @Test func aBarSaysHowFarHowFastAndHowLong() {
        var bar = ProgressBar("verifying", unit: "blocks", style: .bar(isColored: false), done: 1000, at: .start)
        #expect(
            bar.update(2000, of: 4000, at: Self.moment(10_000))
                == "verifying [############------------] 50 %  2,000/4,000 blocks  100/s  20 s left")
    }

    @Test func drawingIsRateLimited() {
        var bar = ProgressBar("x", unit: "blocks", style: .bar(isColored: true), at: .start)
        #expect(bar.update(1, of: 10, at: Self.moment(0)) != nil)
        #expect(bar.update(2, of: 10, at: Self.moment(99)) == nil)
        #expect(bar.update(3, of: 10, at: Self.moment(100)) != nil)
    }

    @Test func withoutATerminalALineComesNowAndThen() {
        var bar = ProgressBar("x", unit: "blocks", style: .lines, at: .start)
        #expect(bar.update(1, of: 10, at: Self.moment(9999)) == nil)
        #expect(bar.update(5, of: 10, at: Self.moment(10_000)) == "x: 50 %  5/10 blocks  0.50/s  10 s left")
        #expect(bar.summary(10, at: Self.moment(20_000)) == "x: 10 blocks in 20 s, 0.50/s")
    }

    @Test func nothingToDoIsDone() {
        var bar = ProgressBar("x", unit: "blocks", style: .bar(isColored: false), at: .start)
        #expect(bar.update(0, of: 0, at: .start)?.contains("100 %") == true)
    }

    @Test func theStyleFollowsTheTerminal() {
        #expect(ProgressBar.Style.suitable(isTerminal: false, environment: [:]) == .lines)
        #expect(ProgressBar.Style.suitable(isTerminal: true, environment: ["TERM": "dumb"]) == .lines)
        #expect(ProgressBar.Style.suitable(isTerminal: true, environment: [:]) == .bar(isColored: true))
        #expect(ProgressBar.Style.suitable(isTerminal: true, environment: ["NO_COLOR": "1"]) == .bar(isColored: false))
    }

    @Test func quantitiesAreReadable() {
        #expect(Quantity.count(1_234_567) == "1,234,567")
        #expect(Quantity.count(-1000) == "-1,000")
        #expect(Quantity.count(999) == "999")
        #expect(Quantity.bytes(512) == "512 B")
        #expect(Quantity.bytes(1_536_000) == "1.46 MiB")
        #expect(Quantity.bytes(8 * 1024 * 1024) == "8.00 MiB")
        #expect(Quantity.duration(.milliseconds(850)) == "850 ms")
        #expect(Quantity.duration(.seconds(185)) == "3 min 5 s")
        #expect(Quantity.duration(.seconds(7200)) == "2 h")
        #expect(Quantity.duration(.seconds(97 * 3600)) == "4 d 1 h")
        #expect(Quantity.rate(5000, in: .seconds(2)) == "2,500/s")
    }
}
