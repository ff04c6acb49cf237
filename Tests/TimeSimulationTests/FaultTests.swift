import Testing
import TimeModel
import TimeSimulation

/// Each kind of fault does what it says.
@Suite struct FaultTests {
    static let both = Fault.Link.between(Pair.dialler, Pair.listener)

    @Test func lossDelaysMessagesAndLosesNone() {
        let loss = Fault(at: .start, duration: .seconds(600), .degrade(Self.both, LinkDegradation(loss: 0.2)))
        var pair = Pair(faults: [loss])
        pair.run(.seconds(300))
        let pings = pair.listener.pings
        #expect(pings == Array(1...UInt64(pings.count)))
        let ticks = pair.dialler.moments { $0 == .tick }.suffix(pings.count + 3).prefix(pings.count)
        #expect(pings.count > 280)
        let late = zip(pair.listener.pingMoments.dropFirst(), pair.listener.pingMoments)
            .count { $0 - $1 > .milliseconds(1_200) }
        #expect(late > 20, "about a fifth of \(ticks.count) pings come late, not \(late)")
    }

    @Test func heavyLossFailsSomeDials() {
        let loss = Fault(at: .start, duration: .seconds(60), .degrade(Self.both, LinkDegradation(loss: 0.9)))
        var failed = 0
        for seed in 0..<40 as Range<UInt64> {
            var pair = Pair(seed: seed, dialler: Chatter(isSilent: true), faults: [loss])
            pair.run(.seconds(20))
            failed += pair.dialler.moments { $0 == .dialFailed(Pair.endpoint) }.count
        }
        #expect((15...38).contains(failed), "\(failed) of 40")
    }

    @Test func aStallHoldsMessagesAndTheConnectionSurvivesIt() {
        let stall = Fault(at: .start + .seconds(20), duration: .seconds(600), .block(Self.both))
        var pair = Pair(faults: [stall])
        pair.run(.seconds(900))
        let moments = pair.listener.pingMoments
        #expect(!moments.contains { $0 > .milliseconds(20_100) && $0 < .seconds(620) })
        #expect(pair.listener.pings == Array(1...UInt64(moments.count)))
        #expect(moments.count > 890)
        #expect(pair.dialler.moments { $0 == .closed }.isEmpty)
    }

    @Test func aLongBlockBreaksTheConnection() {
        let block = Fault(at: .start + .seconds(20), duration: .seconds(3_000), .block(Self.both))
        var pair = Pair(faults: [block])
        pair.run(.seconds(2_000))
        let closed = pair.dialler.moments { $0 == .closed }
        #expect(closed.count == 1)
        #expect(closed.allSatisfy { $0 > .seconds(940) && $0 < .seconds(950) })
        // Who says nothing learns nothing.
        #expect(pair.listener.moments { $0 == .closed }.isEmpty)
    }

    @Test func aOneWayPartitionLetsTheOtherWayGoOn() {
        let partition = Fault(
            at: .start + .seconds(20), duration: .seconds(300), .block(.oneWay(from: Pair.dialler, to: Pair.listener)))
        var pair = Pair(listener: Chatter(), faults: [partition])
        pair.run(.seconds(300))
        #expect(!pair.listener.pingMoments.contains { $0 > .milliseconds(20_100) })
        #expect(pair.dialler.pingMoments.count { $0 > .seconds(21) } > 270)
    }

    @Test func dialsFailWhileALinkIsBlocked() {
        var pair = Pair(faults: [Fault(at: .start, duration: .seconds(30), .block(Self.both))])
        pair.run(.seconds(20))
        #expect(pair.dialler.moments { $0 == .dialFailed(Pair.endpoint) } == [.milliseconds(10_001)])
        #expect(pair.listener.moments { $0 == .accepted(Pair.dialler) }.isEmpty)
    }

    @Test func latencyAndBandwidthDegrade() {
        let slow = Fault(
            at: .start + .seconds(20), duration: .seconds(30),
            .degrade(Self.both, LinkDegradation(addedLatency: .seconds(2))))
        var pair = Pair(faults: [slow])
        pair.run(.seconds(60))
        let gaps = zip(pair.listener.pingMoments.dropFirst(), pair.listener.pingMoments).map { $0 - $1 }
        #expect(gaps.count { $0 > .milliseconds(2_900) } == 1)
    }

    @Test func duplicationAndReorderingShowAsDelayOnly() {
        let change = LinkDegradation(duplication: 1, reordering: 1, bytesPerSecond: 100)
        var pair = Pair(faults: [Fault(at: .start, duration: .seconds(60), .degrade(Self.both, change))])
        pair.run(.seconds(60))
        #expect(pair.listener.pings == Array(1...UInt64(pair.listener.pings.count)))
        let first = pair.listener.pingMoments.first ?? .zero
        let tick = pair.dialler.moments { $0 == .tick }.first { $0 > .milliseconds(101) } ?? .zero
        // Twice 25 bytes at 100 bytes a second, and half the latency more for the packet that was overtaken.
        #expect(first - tick == .milliseconds(575), "\(first - tick)")
    }

    @Test(arguments: [Duration?.none, .seconds(60)])
    func aHalfOpenConnectionSwallowsWhatIsSent(resetAfter: Duration?) {
        let fault = Fault(
            at: .start + .seconds(20), duration: .zero,
            .halfOpen(Pair.listener, towards: Pair.dialler, resetAfter: resetAfter))
        var pair = Pair(faults: [fault])
        pair.run(.seconds(2_000))
        #expect(pair.listener.moments { $0 == .closed } == [.seconds(20)])
        #expect(!pair.listener.pingMoments.contains { $0 > .milliseconds(20_000) })
        #expect(pair.dialler.moments { $0 == .closed } == (resetAfter == nil ? [] : [.seconds(80)]))
    }

    @Test func aClockStepChangesTheWallClockOnly() {
        let step = Fault(at: .start + .seconds(20), duration: .seconds(10), .clockStep(Pair.listener, seconds: -25))
        var pair = Pair(faults: [step])
        pair.run(.seconds(60))
        for entry in pair.listener.diary {
            let elapsed = entry.at.sinceStart.components.seconds
            let isOff = entry.at.sinceStart >= .seconds(20) && entry.at.sinceStart < .seconds(30)
            #expect(entry.wallClock.rawValue - 1_764_547_200 - elapsed == (isOff ? -25 : 0))
        }
    }

    @Test func aPauseHoldsEventsAndSkipsTicks() {
        let pause = Fault(at: .start + .seconds(20), duration: .seconds(100), .pause(Pair.listener))
        var pair = Pair(faults: [pause])
        pair.run(.seconds(200))
        let ticks = pair.listener.moments { $0 == .tick }
        #expect((98...101).contains(ticks.count), "\(ticks.count)")
        #expect(!pair.listener.diary.contains { $0.at.sinceStart > .seconds(20) && $0.at.sinceStart < .seconds(120) })
        #expect(pair.listener.pings == Array(1...UInt64(pair.listener.pings.count)))
        #expect(pair.listener.pingMoments.count { $0 == .seconds(120) } >= 99)
    }

    @Test func aCrashResetsConnectionsAndTheProgramStartsAgain() {
        let crash = Fault(at: .start + .seconds(20), duration: .seconds(30), .crash(Pair.listener, isPowerLoss: false))
        var pair = Pair(dialler: Chatter(redials: true), faults: [crash])
        pair.run(.seconds(60))
        #expect(pair.dialler.moments { $0 == .closed } == [.milliseconds(20_050)])
        // Nobody listens while the process is down.
        #expect(pair.dialler.moments { $0 == .dialFailed(Pair.endpoint) } == [.milliseconds(20_150)])
        #expect(pair.listener.moments { $0 == .started } == [.zero, .seconds(50)])
    }

    @Test func aLossOfPowerIsNoticedWhenTheMachineIsBack() {
        let crash = Fault(at: .start + .seconds(20), duration: .seconds(30), .crash(Pair.listener, isPowerLoss: true))
        var pair = Pair(faults: [crash])
        pair.run(.seconds(60))
        let closed = pair.dialler.moments { $0 == .closed }
        #expect(closed.count == 1)
        #expect(closed.allSatisfy { $0 > .seconds(50) && $0 < .seconds(52) }, "\(closed)")
    }

    @Test func aRestartStormStartsTheProgramEachTime() {
        let storm = (0..<20)
            .map {
                Fault(
                    at: .start + .seconds(10 * $0), duration: .milliseconds(300),
                    .crash(Pair.listener, isPowerLoss: $0 % 2 == 0))
            }
        var pair = Pair(faults: storm)
        pair.run(.seconds(300))
        #expect(pair.listener.moments { $0 == .started }.count == 21)
        // One chain of ticks, however often it began.
        #expect((100...300).contains(pair.listener.moments { $0 == .tick }.count))
    }

    @Test func aPlanFromASeedIsTheSameEachTimeAndOneFamilyDoesNotShiftAnother() {
        let hosts = [Pair.dialler, Pair.listener]
        let all = FaultPlan.random(FaultFamily.allCases, hosts: hosts, through: .seconds(86_400), seed: 5)
        #expect(all == FaultPlan.random(FaultFamily.allCases, hosts: hosts, through: .seconds(86_400), seed: 5))
        #expect(all != FaultPlan.random(FaultFamily.allCases, hosts: hosts, through: .seconds(86_400), seed: 6))
        let stalls = FaultPlan.random([.stalls], hosts: hosts, through: .seconds(86_400), seed: 5)
        #expect(!stalls.faults.isEmpty)
        #expect(stalls.faults.allSatisfy { all.faults.contains($0) && $0.duration <= .seconds(600) })
    }
}
