import Testing
import TimeModel
import TimePeers

struct ObserverLoadTests {
    private func moment(_ seconds: Int) -> Moment { .start + .seconds(seconds) }

    @Test func aTickThatIsLateBy250MillisecondsIsNothing() {
        var load = ObserverLoad()
        #expect(load.handle(.tick(late: .milliseconds(250)), at: .start).isEmpty)
        #expect(load.factor == 1)
    }

    @Test func aLaterTickDoublesTheTimeOuts() {
        var load = ObserverLoad()
        let effects = load.handle(.tick(late: .milliseconds(251)), at: .start)
        #expect(effects == [.slow(.lateTick(.milliseconds(251)), factor: 2)])
        #expect(load.factor == 2)
    }

    @Test func slownessThatLastsDoublesThemEvery10SecondsUpToEight() {
        var load = ObserverLoad()
        var factors: [Int] = []
        for second in 0...40 {
            _ = load.handle(.tick(late: .seconds(1)), at: moment(second))
            if second.isMultiple(of: 10) { factors.append(load.factor) }
        }
        #expect(factors == [2, 4, 8, 8, 8])
    }

    @Test func aStandstillMultipliesByEightAtOnce() {
        var load = ObserverLoad()
        #expect(load.handle(.tick(late: .seconds(10)), at: .start) == [.slow(.lateTick(.seconds(10)), factor: 8)])
    }

    @Test func theyHalveEvery30SecondsAndTheEndIsSaid() {
        var load = ObserverLoad()
        _ = load.handle(.tick(late: .seconds(10)), at: .start)
        var changes: [(Int, Int)] = []
        var effects: [ObserverLoad.Effect] = []
        for second in 1...200 {
            let before = load.factor
            effects += load.handle(.tick(late: .zero), at: moment(second))
            if load.factor != before { changes.append((second, load.factor)) }
        }
        #expect(changes.map(\.0) == [30, 60, 90])
        #expect(changes.map(\.1) == [4, 2, 1])
        #expect(effects == [.recovered])
    }

    @Test(arguments: [(2, 2, false), (1, 3, false), (2, 3, true), (2, 4, false), (3, 4, true), (0, 100, false)])
    func mostPeersSilentAtOnceSpeaksAgainstUs(suspect: Int, peers: Int, isSlow: Bool) {
        var load = ObserverLoad()
        let effects = load.handle(.health(suspect: suspect, peers: peers), at: .start)
        #expect(effects == (isSlow ? [.slow(.suspects(suspect, of: peers), factor: 2)] : []))
    }
}
