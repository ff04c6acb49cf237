import Testing
import TimeModel
import TimeNode

/// Every alert is raised when it should be, and cleared.
struct AlertMonitorTests {
    private let peer = PeerAddress("192.0.2.7")!
    private let fine = AlertReading(approved: 2, whitelistedConnected: 1)

    private struct Script {
        var monitor = AlertMonitor()

        /// What the log is told, as `kind state level`.
        mutating func tell(_ event: AlertMonitor.Event, at second: Int = 0) -> [String] {
            effects(event, at: second)
                .compactMap { effect in
                    guard case .told(let change) = effect else { return nil }
                    return "\(change.alert.kind.rawValue) \(change.state) \(change.alert.level)"
                }
        }

        mutating func commands(_ event: AlertMonitor.Event, at second: Int) -> [String] {
            effects(event, at: second)
                .compactMap { effect in
                    guard case .command(let change) = effect else { return nil }
                    return "\(change.alert.kind.rawValue) \(change.state)"
                }
        }

        private mutating func effects(_ event: AlertMonitor.Event, at second: Int) -> [AlertMonitor.Effect] {
            monitor.handle(event, at: .start + .seconds(second), wallClock: UnixTime(1_800_000_000 + Int64(second)))
        }
    }

    private func reading(_ change: (inout AlertReading) -> Void) -> AlertMonitor.Event {
        var reading = fine
        change(&reading)
        return .reading(reading)
    }

    @Test func anEmptyWhitelistIsToldAtOnceAndAtEachChange() {
        var script = Script()
        let empty = reading { $0.approved = 0 }
        #expect(script.tell(empty) == ["whitelist-empty raised critical"])
        #expect(script.tell(empty, at: 1) == [])
        #expect(script.monitor.active.map(\.kind) == [.whitelistEmpty])
        #expect(script.tell(.reading(fine), at: 2) == ["whitelist-empty cleared critical"])
        #expect(script.tell(empty, at: 3) == ["whitelist-empty raised critical"])
    }

    @Test func aMinuteWithoutAWhitelistedPeerIsAnAlert() {
        var script = Script()
        let alone = reading { $0.whitelistedConnected = 0 }
        #expect(script.tell(alone) == [])
        #expect(script.tell(alone, at: 59) == [])
        #expect(script.tell(alone, at: 60) == ["no-whitelisted-peer raised critical"])
        #expect(script.tell(alone, at: 61) == [])
        #expect(script.tell(.reading(fine), at: 62) == ["no-whitelisted-peer cleared critical"])
        #expect(script.tell(alone, at: 63) == [])
        #expect(script.tell(.reading(fine), at: 122) == [])
        #expect(script.tell(alone, at: 123) == [])
    }

    @Test func lagIsAWarningAboveFiftyAndCriticalAboveAHundred() {
        var script = Script()
        #expect(script.tell(reading { $0.lag = 50 }) == [])
        #expect(script.tell(reading { $0.lag = 51 }) == ["sync-lag raised warning"])
        #expect(script.tell(reading { $0.lag = 101 }, at: 60) == ["sync-lag raised critical"])
        #expect(script.tell(reading { $0.lag = 100 }, at: 120) == ["sync-lag raised warning"])
        #expect(script.tell(reading { $0.lag = 50 }, at: 121) == ["sync-lag cleared warning"])
    }

    @Test func whatGoesToAndFroAboutAThresholdIsToldOnceAMinute() {
        var script = Script()
        var told = 0
        for second in 0..<120 {
            told += script.tell(reading { $0.lag = second.isMultiple(of: 2) ? 51 : 50 }, at: second).count
        }
        #expect(told == 4)
        #expect(script.monitor.counts[.syncLag] == 60)
    }

    @Test func anOpenCircuitBreakerIsCritical() {
        var script = Script()
        #expect(script.tell(reading { $0.isCircuitOpen = true }) == ["circuit-breaker-open raised critical"])
        #expect(script.tell(.reading(fine), at: 60) == ["circuit-breaker-open cleared critical"])
    }

    @Test func aForkThatStaysUnresolvedForTenMinutesIsCritical() {
        var script = Script()
        let fork = reading { $0.isForked = true }
        #expect(script.tell(fork) == [])
        #expect(script.tell(fork, at: 599) == [])
        #expect(script.tell(fork, at: 600) == ["fork-unresolved raised critical"])
        #expect(script.tell(.reading(fine), at: 601) == ["fork-unresolved cleared critical"])
    }

    @Test func eachWhitelistedDisconnectIsToldAtMostOnceAMinuteAndPeer() {
        var script = Script()
        let gone = AlertMonitor.Event.gone(peer, isWhitelisted: true, why: "closed by the peer")
        #expect(script.tell(gone) == ["whitelisted-peer-disconnected noted critical"])
        #expect(script.tell(gone, at: 59) == [])
        #expect(script.tell(.gone(PeerAddress("192.0.2.8")!, isWhitelisted: true, why: ""), at: 59).count == 1)
        #expect(script.tell(.gone(PeerAddress("192.0.2.9")!, isWhitelisted: false, why: ""), at: 59) == [])
        #expect(script.tell(gone, at: 60) == ["whitelisted-peer-disconnected noted critical"])
    }

    @Test func anAlertHoldsSinceItsFirstLevelAndTheLatestChangeComesFirst() {
        var script = Script()
        _ = script.tell(reading { $0.lag = 60 }, at: 5)
        _ = script.tell(reading { $0.lag = 160 }, at: 90)
        #expect(script.monitor.open.map(\.since) == [UnixTime(1_800_000_005)])
        #expect(script.monitor.open.map(\.alert.level) == [.critical])
        #expect(script.monitor.recent.map(\.alert.level) == [.critical, .warning])
        _ = script.tell(.reading(fine), at: 91)
        #expect(script.monitor.open == [])
        #expect(script.monitor.recent.first?.state == .cleared)
        for second in 0..<100 { _ = script.tell(.happened(Alert(.synced, .info, "\(second)")), at: 100 + second) }
        #expect(script.monitor.recent.count == NodeLimits.recentAlerts)
        #expect(script.monitor.recent.first?.alert.message == "99")
    }

    @Test func memoryAboveTwoGibibytesIsAWarning() {
        var script = Script()
        func usage(_ bytes: UInt64) -> AlertMonitor.Event {
            .usage(ProcessUsage(residentBytes: bytes, processorTime: .zero, processors: 2))
        }
        #expect(script.tell(usage(2 << 30)) == [])
        #expect(script.tell(usage(2 << 30 + 1)) == ["memory raised warning"])
        #expect(script.tell(usage(1 << 30), at: 60) == ["memory cleared warning"])
    }

    @Test func halfTheProcessorsOverFiveMinutesIsAWarning() {
        var script = Script()
        var used = Duration.zero
        var told: [String] = []
        for second in stride(from: 0, through: 900, by: 10) {
            let usage = ProcessUsage(residentBytes: 1, processorTime: used, processors: 2)
            told += script.tell(.usage(usage), at: second).map { "\(second) \($0)" }
            used += second < 400 ? .seconds(12) : .seconds(1)
        }
        #expect(told.first == "300 processor raised warning")
        #expect(told.count == 2 && told.last?.hasSuffix("processor cleared warning") == true)
    }

    @Test func aClockThatIsOffAgainstThePeersMedianIsAWarning() {
        var script = Script()
        func clock(_ host: Int, _ ahead: Double) -> AlertMonitor.Event {
            .clock(PeerAddress("192.0.2.\(host)")!, ahead: ahead)
        }
        #expect(script.tell(clock(1, 3600)) == [])
        #expect(script.tell(clock(2, 3)) == [])
        #expect(script.tell(clock(3, 1)) == ["clock raised warning"])
        #expect(script.tell(clock(4, 0), at: 60) == ["clock cleared warning"])
        #expect(script.monitor.clockOffset == 2)
        #expect(script.tell(.gone(PeerAddress("192.0.2.1")!, isWhitelisted: false, why: ""), at: 61) == [])
        #expect(script.monitor.clockOffset == 1)
    }

    @Test(arguments: [-0x1p63, 0x1p63, .infinity, -.infinity, .greatestFiniteMagnitude])
    func clocksFarFromAllTimeAreOff(ahead: Double) {
        var script = Script()
        let told = (1...3).flatMap { script.tell(.clock(PeerAddress("192.0.2.\($0)")!, ahead: ahead)) }
        #expect(told == ["clock raised warning"])
    }

    @Test func aStoreThatTakesNoBlocksIsCriticalUntilItDoes() {
        var script = Script()
        #expect(script.tell(.storeFailed("full")) == ["store-unwritable raised critical"])
        #expect(script.tell(.storeFailed("full"), at: 11) == [])
        #expect(script.tell(.stored, at: 22) == ["store-unwritable cleared critical"])
        #expect(script.tell(.stored, at: 23) == [])
    }

    @Test func aPeerListThatIsOfNoUseIsAWarningUntilOneIs() {
        var script = Script()
        #expect(script.tell(.peerList(nil)) == [])
        #expect(script.tell(.peerList("it lost 40 of 100 entries")) == ["peer-list raised warning"])
        #expect(script.tell(.peerList("it is empty"), at: 3600) == [])
        #expect(script.monitor.active.first?.metadata == ["why": "it is empty"])
        #expect(script.tell(.peerList(nil), at: 7200) == ["peer-list cleared warning"])
    }

    @Test(arguments: [
        (AlertKind.auditFinding, AlertLevel.critical), (.forkTooDeep, .critical), (.peerUnresponsive, .critical),
        (.whitelisted, .info), (.expired, .info), (.synced, .info), (.heightReached, .info),
    ])
    func whatHappensIsToldEachTimeAndNeedsNoClearing(kind: AlertKind, level: AlertLevel) {
        var script = Script()
        for second in 0..<2 {
            let told = script.tell(.happened(Alert(kind, level, "it happened")), at: second)
            #expect(told == ["\(kind.rawValue) noted \(level)"])
        }
        #expect(script.monitor.active.isEmpty)
        #expect(script.monitor.counts[kind] == 2)
    }

    @Test func theCommandRunsOnceAMinuteAndKindAndHearsTheLatest() {
        var script = Script()
        let empty = reading { $0.approved = 0 }
        #expect(script.commands(empty, at: 0) == ["whitelist-empty raised"])
        #expect(script.commands(.reading(fine), at: 1) == [])
        #expect(script.commands(empty, at: 2) == [])
        #expect(script.commands(.reading(fine), at: 3) == [])
        #expect(script.commands(.storeFailed("full"), at: 4) == ["store-unwritable raised"])
        #expect(script.commands(.reading(fine), at: 59) == [])
        #expect(script.commands(.reading(fine), at: 60) == ["whitelist-empty cleared"])
        #expect(script.commands(.reading(fine), at: 200) == [])
    }
}
