import TimeModel
import TimeNode
import TimePeers
import TimeTransport
import TimeWire

/// A probe with a clock, and what it sent.
struct ProbeScript {
    private(set) var core: ProbeCore
    private(set) var now = Moment.start
    private(set) var sent: [Message] = []

    static let endpoint = PeerEndpoint("192.0.2.1", defaultPort: 24100)!
    static let network = NetworkParameters.testnet
    /// In the slot of height 2,000.
    static let began = network.slotTime(of: 2_000).advanced(bySeconds: 60)

    var wallClock: UnixTime { Self.began.advanced(bySeconds: now.sinceStart.components.seconds) }

    init(count: Int = 2) {
        let plan = ProbePlan(
            ProbeTarget(Self.endpoint), network: .testnet, buildNumber: NetworkParameters.buildNumber, count: count,
            seed: 7)
        core = ProbeCore(plan, at: .start, wallClock: Self.began)
        tell(.begun)
    }

    mutating func tell(_ event: ProbeCore.Event) {
        for effect in core.handle(event, at: now, wallClock: wallClock) {
            switch effect {
            case .send(let message):
                sent.append(message)
                tell(.sent(message))
            case .close: tell(.closed)
            }
        }
    }

    mutating func receive(_ message: Message) { tell(.received(.message(message))) }

    /// Ten ticks a second.
    mutating func pass(_ duration: Duration) {
        let end = now + duration
        while now < end {
            now = now + .milliseconds(100)
            tell(.tick)
        }
    }

    /// Up to where TLS begins.
    mutating func connect() {
        tell(.resolved(Self.endpoint, of: 1))
        tell(.connected(from: nil))
    }

    /// Up to where our handshake is sent.
    mutating func secure() {
        connect()
        tell(.secured(TLSFacts(version: "TLSv1.3", cipher: nil, fingerprint: nil)))
    }

    /// Up to where the peer has told its tip.
    mutating func establish(height: Height = 2_000) {
        secure()
        receive(.ack("Handshake"))
        receive(.genesisHashResponse(Self.network.genesisHash))
        receive(.chainTipResponse(height: height, hash: BlockHash(filledWith: 7)))
    }

    /// Answers the last ping, so long after it.
    mutating func answerPing(after delay: Duration = .zero, clockAhead: Int64 = 0) {
        guard case .ping(let ping)? = sent.last(where: { $0.kind == .ping }) else { return }
        pass(delay)
        let answer = Heartbeat(
            nonce: ping.nonce, timestamp: wallClock.advanced(bySeconds: clockAhead), height: nil)
        receive(.pong(answer))
    }

    var fault: ProbeFault? { core.report.worst?.fault }
    var layer: ProbeLayer? { core.report.worst?.layer }
    var pings: Int { sent.count { $0.kind == .ping } }
}

extension BlockHash {
    fileprivate init(filledWith byte: UInt8) {
        self.init(Hash256([UInt8](repeating: byte, count: Hash256.byteCount)) ?? .zero)
    }
}
