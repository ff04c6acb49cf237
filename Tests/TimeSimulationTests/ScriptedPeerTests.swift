import Testing
import TimeModel
import TimeSimulation

/// What our node makes of each kind of peer.
@Suite struct ScriptedPeerTests {
    @Test func aRegularPeerIsFollowed() throws {
        var stage = Stage([2: .regular])
        stage.run(.seconds(3_600))
        let node = try stage.node()
        #expect(node.chain.height == stage.due, stage.transcript)
        #expect(node.sessionCount == 1, stage.transcript)
        #expect(node.tally.disconnects == 0 && node.tally.missedPongs == 0, stage.transcript)
    }

    @Test func aSilentPeerGetsNoSession() throws {
        var stage = Stage([2: .silent])
        stage.run(.seconds(3_600))
        let node = try stage.node()
        #expect(node.tally.established == 0, stage.transcript)
        // It may come round; but it isn't asked more often than every half minute.
        let closed = try stage.scripted(2).closedByOthers
        #expect((5...100).contains(closed), stage.transcript)
    }

    /// Pings go out at the session's start and every 30 s after; none after the one at 60 s is answered. From the one at
    /// 90 s three windows of 90 s pass, and checks are 10 s apart.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func aDeadRegularPeerIsDroppedAfterThreeWindows(seed: UInt64) throws {
        var stage = Stage([2: .mute(after: .seconds(75))], seed: seed)
        stage.run(.seconds(500))
        let ended = try #require(try stage.node().tally.disconnectsKept.first)
        let silent = ended.at.sinceStart - .seconds(90)
        // The session begins a few round trips after the first tick.
        #expect(silent >= .seconds(270) && silent <= .seconds(282), "\(ended), \(stage.transcript)")
        #expect(ended.reason.hasPrefix("unresponsive"), "\(ended)")
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func aDeadKeptPeerIsNeverClosedAndIsDialledAgainSoonAfterItsSocketEnds(seed: UInt64) throws {
        var stage = Stage([2: .mute(after: .seconds(75))], trusted: [2], seed: seed, hours: 6)
        let death = Duration.seconds(5 * 3_600)
        let crash = Fault(
            at: .start + death, duration: .seconds(1), .crash(Stage.peer(2), isPowerLoss: false))
        stage.network.plan(FaultPlan([crash]))
        stage.run(death - .seconds(1))
        #expect(try stage.node().tally.disconnects == 0, stage.transcript)
        // After ten windows of 300 s each, and again.
        #expect(try stage.node().tally.alerts >= 5, stage.transcript)
        #expect(try stage.node().tally.established == 1)
        stage.run(death + .seconds(60))
        #expect(try stage.node().tally.disconnectsKept.map(\.reason) == ["closed by the peer"], stage.transcript)
        #expect(try stage.node().tally.established == 2, stage.transcript)
    }

    @Test(arguments: [60, 120, 400])
    func aPeerWithLatePongsKeepsItsSession(seconds: Int) throws {
        var stage = Stage([2: .late(.seconds(seconds))], trusted: [])
        stage.run(.seconds(3_600))
        let node = try stage.node()
        #expect(node.tally.disconnects == 0, stage.transcript)
        #expect((node.tally.latePongs > 0) == (seconds >= 90), stage.transcript)
        #expect(node.sessionCount == 1, stage.transcript)
    }

    @Test func aThrottlingPeerDoesNotHoldTheOthersUp() throws {
        var stage = Stage([2: .throttling(blocks: 1, every: .seconds(30)), 3: .regular, 4: .regular])
        stage.run(.seconds(300))
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
        #expect(try stage.node().tally.disconnects == 0, stage.transcript)
    }

    @Test func alsoAThrottlingPeerAloneGetsUsThere() throws {
        var stage = Stage([2: .throttling(blocks: 5, every: .seconds(10))])
        stage.run(.seconds(3_600))
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
    }

    @Test(arguments: [1, 3, 1_000_000])
    func aLiarAboutItsHeightChangesNothing(ahead: Int) throws {
        var stage = Stage([2: .lyingAboutHeight(ahead: ahead), 3: .regular, 4: .regular, 5: .regular])
        stage.run(.seconds(3_600))
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
        #expect(try stage.node().tally.greatestLag <= 1, stage.transcript)
    }

    @Test(arguments: [[UInt8](), [2]])
    func aPeerOfAnotherGenesisGetsNoSessionWhitelistedOrNot(trusted: [UInt8]) throws {
        var stage = Stage([2: .wrongGenesis, 3: .regular], trusted: trusted)
        stage.run(.seconds(300))
        #expect(try stage.node().sessionCount == 1, stage.transcript)
        #expect(try stage.reasons().contains { $0.contains("begins with block dddd") }, stage.transcript)
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
    }

    @Test(arguments: [[UInt8](), [2]])
    func anOversizeFrameEndsTheSessionWhitelistedOrNot(trusted: [UInt8]) throws {
        var stage = Stage([2: .oversizeFrame(after: .seconds(20)), 3: .regular], trusted: trusted)
        stage.run(.seconds(60))
        #expect(try stage.node().tally.disconnectsKept.first?.address == Stage.peer(2), stage.transcript)
        #expect(try stage.node().sessionCount == 1, stage.transcript)
    }

    @Test func aPeerThatRestartsAgainAndAgainIsDialledAgainNotTooOften() throws {
        var stage = Stage([2: .restarting(every: .seconds(20))], trusted: [2])
        stage.run(.seconds(3_600))
        let established = try stage.scripted(2).established
        #expect((30...117).contains(established), "\(established) sessions in an hour")
        // Long enough after the slot's begin for another dial.
        stage.run(.seconds(3_690))
        #expect(try stage.node().chain.height == stage.due, stage.transcript)
    }
}
