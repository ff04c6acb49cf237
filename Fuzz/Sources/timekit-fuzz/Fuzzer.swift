import TimeModel
import TimeSimulation
import TimeWire

/// Mutates, decodes, feeds.
struct Fuzzer {
    struct Mismatch: Error, CustomStringConvertible {
        let payload: [UInt8]
        var description: String { "encodes to other bytes than it was decoded from: \(Hex.encode(payload))" }
    }

    private let corpus: [[UInt8]]
    private var generator: SeededGenerator
    private var sessions: [PeerSession]
    private var now = Moment.start
    private(set) var rounds = 0
    private(set) var decoded = 0

    init(corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus
        generator = SeededGenerator(seed: seed)
        sessions = []
    }

    mutating func round() throws {
        if rounds % 500 == 0 { sessions = [PeerSession.Role.dialer, .listener].compactMap { session($0) } }
        rounds += 1
        now = now + .milliseconds(Int.random(in: 0...40, using: &generator))
        let payload = mutated(corpus[Int.random(in: corpus.indices, using: &generator)])
        let message = Message(payload: payload[...])
        if message.kind != .unknownMessage {
            decoded += 1
            let encoded = message.payload()
            guard Message(payload: encoded[...]) == message else { throw Mismatch(payload: payload) }
        }
        for index in sessions.indices {
            _ = sessions[index].handle(.received(message), at: now, wallClock: UnixTime(1_767_547_200))
            _ = sessions[index].handle(.tick, at: now, wallClock: UnixTime(1_767_547_200))
        }
    }

    private mutating func session(_ role: PeerSession.Role) -> PeerSession? {
        guard let remote = PeerAddress("192.0.2.1") else { return nil }
        let network = NetworkParameters.testnet
        var session = PeerSession(
            PeerSession.Configuration(network: network, role: role, remote: remote),
            nonces: SeededGenerator(seed: generator.next()))
        let tip = PeerSession.LocalTip(
            height: 100, hash: network.genesisHash, isSyncing: Bool.random(using: &generator))
        _ = session.handle(.opened(tip), at: now, wallClock: network.genesisTime)
        let greeting: Message =
            role == .dialer
            ? .ack("Handshake")
            : .handshake(Handshake(magic: network.magic, protocolVersion: 2, network: network.name, buildNumber: 2344))
        _ = session.handle(.received(greeting), at: now, wallClock: network.genesisTime)
        return session
    }

    private mutating func mutated(_ payload: [UInt8]) -> [UInt8] {
        var payload = payload
        for _ in 0..<Int.random(in: 0...4, using: &generator) where !payload.isEmpty {
            let index = Int.random(in: payload.indices, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: payload[index] = UInt8.random(in: .min ... .max, using: &generator)
            case 1: payload[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: payload.removeSubrange(index...)
            case 3: payload.insert(UInt8.random(in: .min ... .max, using: &generator), at: index)
            default:
                payload.replaceSubrange(index..<min(index + 8, payload.count), with: [UInt8](repeating: 0xFF, count: 8))
            }
        }
        return payload
    }
}
