import Testing
import TimeModel
import TimeNode

struct CircuitBreakerTests {
    @Test func threeFailuresInARowOpenItForAMinute() {
        var breaker = CircuitBreaker()
        let outcomes = (0..<3).map { _ in breaker.failed(at: .start) }
        #expect(outcomes == [nil, nil, .start + .seconds(60)])
        #expect(breaker.end(at: .start + .seconds(59)) == .start + .seconds(60))
        #expect(breaker.end(at: .start + .seconds(60)) == nil)
    }

    @Test func aSuccessBetweenStartsTheCountAnew() {
        var breaker = CircuitBreaker()
        for _ in 0..<10 {
            let first = breaker.failed(at: .start)
            let second = breaker.failed(at: .start)
            #expect(first == nil && second == nil)
            breaker.succeeded()
        }
    }

    @Test func eachBreakIsTwiceAsLongUpToAQuarterOfAnHour() {
        var breaker = CircuitBreaker()
        _ = breaker.failed(at: .start)
        _ = breaker.failed(at: .start)
        var now = Moment.start
        for seconds in [60, 120, 240, 480, 900, 900] {
            let end = breaker.failed(at: now)
            #expect(end == now + .seconds(seconds))
            now = end ?? now
        }
        breaker.succeeded()
        #expect(breaker == CircuitBreaker())
    }

    @Test func whatFailsWhileItIsOpenSaysNothingNew() {
        var breaker = CircuitBreaker()
        for _ in 0..<3 { _ = breaker.failed(at: .start) }
        let late = breaker.failed(at: .start + .seconds(30))
        #expect(late == nil && breaker.end(at: .start + .seconds(30)) == .start + .seconds(60))
    }
}
