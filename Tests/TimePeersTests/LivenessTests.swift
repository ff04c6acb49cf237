import Testing
import TimeModel
import TimePeers
import TimeSimulation

/// One peer over time: pings every 30 s and ticks every second, as the node does.
struct LivenessScript {
    var liveness: Liveness
    private(set) var now = Moment.start
    var factor = 1
    /// With the second in which they came.
    private(set) var effects: [(second: Int, effect: Liveness.Effect)] = []
    /// From the session's first second on.
    private var seconds = 0

    init(_ patience: Patience = .regular, roundTrips: RoundTripHistogram = RoundTripHistogram()) {
        liveness = Liveness(patience: patience, roundTrips: roundTrips, at: .start)
    }

    mutating func handle(_ event: Liveness.Event) {
        effects += liveness.handle(event, at: now).map { (seconds, $0) }
    }

    /// Lets so many seconds pass. Each ping that is sent is answered at once if `answers` is set.
    mutating func run(_ duration: Int, answers: Bool = false, _ each: (inout LivenessScript, Int) -> Void = { _, _ in })
    {
        for _ in 0..<duration {
            if seconds.isMultiple(of: 30) {
                handle(.pingSent)
                if answers { handle(.pong(roundTrip: .zero)) }
            }
            seconds += 1
            now = .start + .seconds(seconds)
            each(&self, seconds)
            handle(.tick(factor: factor))
        }
    }

    /// Stops everything of ours for a while.
    mutating func freeze(_ duration: Int) {
        seconds += duration
        now = .start + .seconds(seconds)
    }

    var verdicts: [(second: Int, effect: Liveness.Effect)] {
        effects.filter {
            switch $0.effect {
            case .close, .resetAndAlert: true
            default: false
            }
        }
    }
    var misses: [Int] {
        effects.compactMap { if case .missedPing(let count) = $0.effect { count } else { nil } }
    }
}

struct LivenessTests {
    @Test func aRegularPeerIsClosedAfterThreeWindowsOf90Seconds() throws {
        var script = LivenessScript()
        script.run(300)
        #expect(script.misses == [1, 2, 3])
        #expect(script.verdicts.count == 1)
        let verdict = try #require(script.verdicts.first)
        #expect((270...280).contains(verdict.second))
        #expect(verdict.effect == .close(.init(missed: 3, silence: .seconds(verdict.second))))
    }

    @Test func theSilenceCountsFromTheFirstUnansweredPing() throws {
        var script = LivenessScript()
        script.run(3_000, answers: true)
        script.run(300)
        // The ping at 3,000 s is the first without a pong.
        #expect((3_270...3_280).contains(try #require(script.verdicts.first).second))
    }

    @Test func nothingFollowsTheClose() {
        var script = LivenessScript()
        script.run(1_000)
        guard case .close? = script.effects.last?.effect else {
            Issue.record("the close is not the last effect")
            return
        }
        script.handle(.pong(roundTrip: .seconds(1_000)))
        #expect(script.verdicts.count == 1)
    }

    @Test func aKeptPeerIsNeverClosedAndTheOperatorIsToldEvery3000Seconds() {
        var script = LivenessScript(.kept)
        script.run(9_100)
        #expect(script.verdicts.map(\.second) == [3_000, 6_000, 9_000])
        #expect(script.misses == Array(1...10) + Array(1...10) + Array(1...10))
        #expect(script.verdicts.first?.effect == .resetAndAlert(.init(missed: 10, silence: .seconds(3_000))))
        #expect(script.effects.count { $0.effect == .moveBlockRequests } == 3)
    }

    @Test func withoutTheExtensionAKeptPeerIsTreatedAsAnyOther() {
        #expect(Patience(isKept: true, extendsPatience: false) == .regular)
        #expect(Patience(isKept: true) != .regular)
        #expect(Patience.regular.closes && !Patience.kept.closes)
    }

    @Test func aLatePongClearsTheCountAndIsMeasuredAsLate() throws {
        var script = LivenessScript()
        script.run(200)
        #expect(script.liveness.missedPings == 2)
        script.handle(.pong(roundTrip: .seconds(200)))
        #expect(script.liveness.missedPings == 0)
        #expect(script.effects.contains { $0.effect == .roundTrip(.seconds(200), isLate: true) })
        #expect(script.liveness.roundTrips.count == 1)
        script.run(269)
        #expect(script.verdicts.isEmpty)
        script.run(20)
        #expect((470...480).contains(try #require(script.verdicts.first).second))
    }

    @Test func aPongInTimeIsNotLate() {
        var script = LivenessScript()
        script.run(80)
        script.handle(.pong(roundTrip: .seconds(80)))
        #expect(script.effects.last?.effect == .roundTrip(.seconds(80), isLate: false))
    }

    @Test func aKeptPeersPongIsLateAfter300Seconds() {
        var script = LivenessScript(.kept)
        script.run(10)
        script.handle(.pong(roundTrip: .seconds(299)))
        #expect(script.effects.last?.effect == .roundTrip(.seconds(299), isLate: false))
        script.handle(.pong(roundTrip: .seconds(300)))
        #expect(script.effects.last?.effect == .roundTrip(.seconds(300), isLate: true))
    }

    @Test func pongsThatAllComeLateKeepThePeer() {
        var script = LivenessScript()
        script.run(5_000) { script, second in
            if second >= 200, second.isMultiple(of: 30) { script.handle(.pong(roundTrip: .seconds(180))) }
        }
        #expect(script.verdicts.isEmpty)
    }

    @Test func aPeerThatSendsAnythingLivesWithoutPongs() {
        var script = LivenessScript()
        script.run(5_000) { script, second in if second.isMultiple(of: 260) { script.handle(.received) } }
        #expect(script.verdicts.isEmpty)
        #expect(script.liveness.missedPings > 3)
    }

    @Test func theVerdictNeedsThreeWindowsInWhichNothingArrived() throws {
        var script = LivenessScript()
        script.run(500) { script, second in if second == 100 { script.handle(.received) } }
        #expect((370...380).contains(try #require(script.verdicts.first).second))
    }

    @Test func theVerdictWaitsWhileBlocksAreOnTheirWay() throws {
        var script = LivenessScript()
        script.handle(.transfer(isInFlight: true))
        script.run(1_000)
        #expect(script.verdicts.isEmpty)
        script.handle(.transfer(isInFlight: false))
        script.run(10)
        #expect(script.verdicts.count == 1)
    }

    @Test func aPeerTakenOffTheWhitelistLosesItsPatience() {
        var script = LivenessScript(.kept)
        script.run(1_000)
        script.handle(.patience(.regular))
        script.run(10)
        #expect(script.verdicts.map(\.effect) == [.close(.init(missed: 11, silence: .seconds(1_010)))])
    }

    @Test func aPeerPutOnTheWhitelistGainsPatience() {
        var script = LivenessScript()
        script.run(260)
        script.handle(.patience(.kept))
        script.run(2_000)
        #expect(script.verdicts.isEmpty)
    }

    @Test(arguments: [2, 4, 8])
    func aSlowObserverGivesMoreTime(factor: Int) throws {
        var script = LivenessScript()
        script.factor = factor
        script.run(270 * factor - 1)
        #expect(script.verdicts.isEmpty)
        script.run(11)
        #expect(script.verdicts.count == 1)
    }

    @Test func aStandstillOfOursIsNoSilenceOfThePeers() {
        var script = LivenessScript()
        script.run(100, answers: true)
        script.freeze(4_000)
        script.run(260)
        #expect(script.verdicts.isEmpty)
        script.run(20)
        #expect(script.verdicts.count == 1)
    }

    @Test func silenceGoesThroughTheGradesAndAPongEndsIt() {
        var known = RoundTripHistogram()
        for _ in 0..<1_000 { known.record(.milliseconds(80)) }
        var script = LivenessScript(roundTrips: known)
        script.run(140)
        var grades = script.effects.compactMap { if case .health(let health) = $0.effect { health } else { nil } }
        #expect(grades == [.suspect, .unresponsive])
        script.handle(.pong(roundTrip: .seconds(140)))
        grades = script.effects.compactMap { if case .health(let health) = $0.effect { health } else { nil } }
        #expect(grades == [.suspect, .unresponsive, .responsive])
        #expect(script.verdicts.isEmpty)
    }

    @Test func aPeerThatNothingIsAskedOfIsNotSuspect() {
        var liveness = Liveness(patience: .regular, at: .start)
        #expect(liveness.handle(.tick(factor: 1), at: .start + .seconds(10_000)).isEmpty)
        #expect(liveness.suspicion == 0)
    }

    /// Whatever happens: no peer is closed that gave a sign of life within 270 s, nor ever a kept one; and a regular
    /// one that gives none is closed within 280 s of its first unanswered ping.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func verdictsComeNeitherTooSoonNorTooLate(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isKept = seed.isMultiple(of: 2)
        let chattiness = Int(generator.next() % 400) + 1
        var script = LivenessScript(isKept ? .kept : .regular)
        var lastSign = 0
        script.run(20_000) { script, second in
            guard script.verdicts.isEmpty, generator.next() % UInt64(chattiness) == 0 else { return }
            lastSign = second
            script.handle(
                generator.next() % 2 == 0 ? .received : .pong(roundTrip: .seconds(Int(generator.next() % 400))))
        }
        let patience = isKept ? 3_000 : 270
        for (second, effect) in script.verdicts.prefix(1) {
            #expect(second - lastSign >= patience, "seed \(seed)")
            // The first ping after the last sign of life is sent within 30 s of it.
            #expect(second - lastSign <= patience + 30 + 10, "seed \(seed)")
            if case .close = effect { #expect(!isKept, "seed \(seed)") }
        }
    }
}
