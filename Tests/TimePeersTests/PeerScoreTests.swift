import Foundation
import Testing
import TimeModel
import TimePeers
import TimeSimulation

struct PeerScoreTests {
    private let day: Int64 = 86_400

    @Test func aStrangerHasOneHalf() { #expect(PeerScore().value(at: UnixTime(0)) == 0.5) }

    @Test func everySuccessRaisesTheScoreAndEveryFailureLowersIt() {
        var score = PeerScore()
        for second in 0..<200 {
            let now = UnixTime(Int64(second))
            let before = score.value(at: now)
            let isGood = second % 7 < 4
            if isGood { score.succeeded(at: now) } else { score.failed(at: now) }
            #expect(isGood ? score.value(at: now) > before : score.value(at: now) < before)
        }
    }

    @Test func whatWasLongAgoFades() {
        var good = PeerScore()
        for hour in 0..<48 { good.succeeded(at: UnixTime(Int64(hour) * 3_600)) }
        let fresh = good.value(at: UnixTime(2 * day))
        let stale = good.value(at: UnixTime(10 * day))
        #expect(fresh > 0.75)
        #expect(stale > 0.5 && stale < fresh - 0.15)
        #expect(abs(good.value(at: UnixTime(1_000 * day)) - 0.5) < 0.001)
    }

    @Test func aBadHourDoesNotRuinAGoodMonth() {
        var good = PeerScore()
        for hour in 0..<720 { good.succeeded(at: UnixTime(Int64(hour) * 3_600)) }
        var bad = PeerScore()
        for hour in 0..<720 { bad.failed(at: UnixTime(Int64(hour) * 3_600)) }
        for minute in 0..<60 {
            good.failed(at: UnixTime(30 * day + Int64(minute) * 60))
            bad.succeeded(at: UnixTime(30 * day + Int64(minute) * 60))
        }
        let now = UnixTime(30 * day + 3_600)
        #expect(good.value(at: now) > 0.6 && bad.value(at: now) < 0.4)
    }

    @Test func oneFailureAfterALongTimeIsOne() {
        var score = PeerScore()
        for hour in 0..<720 { score.succeeded(at: UnixTime(Int64(hour) * 3_600)) }
        let before = score.value(at: UnixTime(40 * day))
        score.failed(at: UnixTime(40 * day))
        #expect(before - score.value(at: UnixTime(40 * day)) < 0.15)
    }

    @Test func aClockThatGoesBackOrFarForwardDoesNoHarm() {
        var score = PeerScore()
        for time in [Int64.max, 0, .min, 5, .max, -1] {
            score.succeeded(at: UnixTime(time))
            let value = score.value(at: UnixTime(time))
            #expect(value.isFinite && (0...1).contains(value))
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theScoreStaysBetweenItsBoundsAndIsReadAsItWasStored(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var score = PeerScore()
        var time: Int64 = 0
        for _ in 0..<500 {
            time += Int64(generator.next() % 10_000)
            if generator.next() % 100 < seed * 5 {
                score.succeeded(at: UnixTime(time))
            } else {
                score.failed(at: UnixTime(time))
            }
            #expect((0...1).contains(score.value(at: UnixTime(time))), "seed \(seed)")
        }
        let read = try JSONDecoder().decode(PeerScore.self, from: JSONEncoder().encode(score))
        #expect(read == score, "seed \(seed)")
    }

    @Test(arguments: [
        "{}", #"{"good":[],"weight":[]}"#, #"{"good":[2,0,0,0,0],"weight":[1,1,1,1,1]}"#,
        #"{"good":[0,0,0,0,0],"weight":[1,1,1,1,9]}"#, #"{"good":[-1,0,0,0,0],"weight":[1,1,1,1,1]}"#,
    ])
    func aDamagedScoreIsRefused(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(PeerScore.self, from: Data(text.utf8)) }
    }
}
