import Testing
import TimeModel
import TimeWire

/// A session with its clock, so that a test reads as what happens to it.
struct SessionScript {
    private(set) var session: PeerSession
    private(set) var now = Moment.start
    private let wallClock: UnixTime

    static let wallClock = UnixTime(1_800_000_000)
    static let tip = PeerSession.LocalTip(height: 2000, hash: BlockHash(filledWith: 7), isSyncing: false)

    init(
        _ role: PeerSession.Role, network: NetworkParameters = .testnet, isExempt: Bool = false,
        keepsTrust: Bool = false,
        wallClock: UnixTime = SessionScript.wallClock
    ) throws {
        let configuration = PeerSession.Configuration(
            network: network, role: role, remote: try #require(PeerAddress("203.0.113.1")),
            leniency: .init(isExemptFromLimits: isExempt, keepsTrust: keepsTrust))
        session = PeerSession(configuration, nonces: CountingGenerator())
        self.wallClock = wallClock
    }

    /// A session whose handshake is over.
    static func established(
        _ role: PeerSession.Role = .listener, tip: PeerSession.LocalTip = tip, isExempt: Bool = false,
        keepsTrust: Bool = false
    ) throws -> SessionScript {
        var script = try SessionScript(role, isExempt: isExempt, keepsTrust: keepsTrust)
        _ = script.open(tip)
        _ = script.receive(role == .listener ? .handshake(.valid) : .ack("Handshake"))
        try #require(script.session.isEstablished)
        return script
    }

    mutating func handle(_ event: PeerSession.Event) -> [PeerSession.Effect] {
        let seconds = (now - .start).components.seconds
        return session.handle(event, at: now, wallClock: wallClock.advanced(bySeconds: seconds))
    }

    mutating func open(_ tip: PeerSession.LocalTip = tip) -> [PeerSession.Effect] { handle(.opened(tip)) }
    mutating func receive(_ message: Message) -> [PeerSession.Effect] { handle(.received(message)) }
    mutating func send(_ message: Message) -> [PeerSession.Effect] { handle(.send(message)) }

    mutating func wait(_ duration: Duration) { now = now + duration }

    /// Lets time pass with a tick every second.
    mutating func idle(_ duration: Duration) -> [PeerSession.Effect] { idle(until: now + duration) }

    mutating func idle(until end: Moment) -> [PeerSession.Effect] {
        var effects: [PeerSession.Effect] = []
        while end - now >= .seconds(1) {
            wait(.seconds(1))
            effects += handle(.tick)
        }
        now = end
        return effects
    }
}

/// Nonces 1, 2, 3, so that a test can answer them.
struct CountingGenerator: RandomNumberGenerator, Sendable {
    private var last: UInt64 = 0

    mutating func next() -> UInt64 {
        last += 1
        return last
    }
}

extension [PeerSession.Effect] {
    var sent: [Message] { compactMap { if case .send(let message) = $0 { message } else { nil } } }
    var sentKinds: [MessageKind] { sent.map(\.kind) }
    var queries: [PeerSession.Query] { compactMap { if case .serve(let query) = $0 { query } else { nil } } }
    var notes: [SessionNote] { compactMap { if case .note(let note) = $0 { note } else { nil } } }
    var closeReason: CloseReason? {
        compactMap { if case .close(let reason) = $0 { reason } else { nil } }.last
    }
}

extension BlockHash {
    init(filledWith byte: UInt8) { self.init(Hash256([UInt8](repeating: byte, count: 32)) ?? .zero) }
}

extension Handshake {
    static let valid = Handshake(
        magic: NetworkParameters.testnet.magic, protocolVersion: 2, network: "testnet", buildNumber: 2344)
}

extension EncodedBlock {
    /// A block with nothing in it but its height.
    static func empty(at height: Height) -> EncodedBlock {
        var block = NetworkParameters.testnet.genesis.block
        block.header.height = height
        return EncodedBlock(block)
    }
}
