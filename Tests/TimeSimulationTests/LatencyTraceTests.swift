import Testing
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation
import TimeWire

/// A day of pongs that come as they do on real links: nobody who answers, however late, is taken for dead.
struct LatencyTraceTests {
    enum Trace: CaseIterable, Sendable {
        /// A wired link: 50 ms, give or take 5.
        case steady
        /// A busy one: 50 ms, and every now and then up to five minutes when nothing gets through.
        case bursty
        /// An onion route: 20 to 100 s for each pong.
        case onion
        /// A slow one: every 20 minutes a block answer of 400 s, and all pongs after it.
        case blocked

        func delay(_ generator: inout SeededGenerator) -> Duration {
            switch self {
            case .steady, .blocked: generator.duration(in: .milliseconds(45) ... .milliseconds(55))
            case .bursty:
                generator.chance(0.02)
                    ? generator.duration(in: .zero ... .seconds(300)) : .milliseconds(50)
            case .onion: generator.duration(in: .seconds(20) ... .seconds(100))
            }
        }
    }

    struct Outcome {
        var pings = 0
        var late = 0
        var alerts = 0
        var closings = 0
    }

    @Test(arguments: Trace.allCases, 1...5 as ClosedRange<UInt64>)
    func keptPeersAreNeitherClosedNorReported(trace: Trace, seed: UInt64) {
        let outcome = Self.day(of: trace, isKept: true, seed: seed)
        #expect(outcome.pings >= 2_879)
        #expect(outcome.closings == 0, "\(outcome)")
        #expect(outcome.alerts == 0, "\(outcome)")
    }

    /// What answers is alive, late or not.
    @Test(arguments: [Trace.steady, .onion], 1...5 as ClosedRange<UInt64>)
    func regularPeersAreNotClosedEither(trace: Trace, seed: UInt64) {
        let outcome = Self.day(of: trace, isKept: false, seed: seed)
        #expect(outcome.closings == 0, "\(outcome)")
        #expect((outcome.late > 0) == (trace == .onion), "\(outcome)")
    }

    private static func day(of trace: Trace, isKept: Bool, seed: UInt64) -> Outcome {
        let network = NetworkParameters.testnet
        var generator = SeededGenerator(seed: seed)
        let configuration = PeerSession.Configuration(
            network: network, role: .dialer, remote: PeerAddress("192.0.2.1")!, leniency: .init(keepsTrust: isKept))
        var session = SessionCore(configuration, nonces: generator.stream("nonces"), at: .start)
        var queue = EventQueue<Message>()
        var outcome = Outcome()
        /// Nothing arrives before: what was sent first comes first.
        var blockedUntil: Int64 = 0
        func take(_ effects: [SessionCore.Effect], at nanoseconds: Int64) {
            for effect in effects {
                switch effect {
                case .send(.ping(let heartbeat)):
                    outcome.pings += 1
                    let arrival = nanoseconds + trace.delay(&generator).nanosecondCount
                    blockedUntil = max(blockedUntil, arrival)
                    queue.push(.pong(heartbeat), at: blockedUntil)
                case .send(.getBlocks):
                    blockedUntil = max(blockedUntil, nanoseconds) + Duration.seconds(400).nanosecondCount
                    queue.push(.blocksResponse([]), at: blockedUntil)
                case .report(.latePong): outcome.late += 1
                case .report(.unresponsive): outcome.alerts += 1
                case .close: outcome.closings += 1
                default: break
                }
            }
        }
        func moment(_ nanoseconds: Int64) -> Moment { .start + .nanoseconds(nanoseconds) }
        let tip = PeerSession.LocalTip(height: 100, hash: network.genesisHash, isSyncing: false)
        take(session.handle(.opened(tip), at: .start, wallClock: UnixTime(0)), at: 0)
        take(session.handle(.received(.ack("Handshake")), at: .start, wallClock: UnixTime(0)), at: 0)
        for second in 1...86_400 as ClosedRange<Int64> {
            let now = second * 1_000_000_000
            while let next = queue.next, next <= now, let (due, message) = queue.pop() {
                take(session.handle(.received(message), at: moment(due), wallClock: UnixTime(second)), at: due)
            }
            take(session.handle(.tick, at: moment(now), wallClock: UnixTime(second)), at: now)
            guard trace == .blocked, second % 1_200 == 0 else { continue }
            let request = BlockRequest(range: 1...50, kind: .getBlocks)
            take(session.obey(.request(request), at: moment(now), wallClock: UnixTime(second)), at: now)
        }
        return outcome
    }
}

extension Duration {
    fileprivate var nanosecondCount: Int64 { Int64(self / .nanoseconds(1)) }
}
