import Logging
public import TimeModel
import TimePeers
public import TimeTransport
import TimeWire

/// A short and polite session with a peer, to see whether it is one: TLS, handshake, genesis, tip, and good-bye.
public struct SessionProbe: Sendable {
    public enum Outcome: Hashable, Sendable {
        /// It told its tip.
        case reachable(Height)
        case unreachable(String)
    }

    private let network: NetworkParameters
    private let buildNumber: UInt32
    private let transport: PeerTransport
    private let source: PeerAddress?
    private let clock: NodeClock

    /// - Parameter source: The local address to dial from; nil: the system's choice.
    public init(
        network: NetworkParameters, buildNumber: UInt32, transport: PeerTransport, from source: PeerAddress?,
        clock: NodeClock = .system()
    ) {
        self.network = network
        self.buildNumber = buildNumber
        self.transport = transport
        self.source = source
        self.clock = clock
    }

    /// Ends within `NodeLimits.probePatience`, whatever the peer does.
    public func probe(_ endpoint: PeerEndpoint) async -> Outcome {
        await withTaskGroup(of: Outcome?.self) { group in
            defer { group.cancelAll() }
            group.addTask { await converse(with: endpoint) }
            group.addTask {
                try? await clock.sleep(NodeLimits.probePatience)
                return Task.isCancelled ? nil : .unreachable("it didn't tell its tip in time")
            }
            return await group.next().flatMap { $0 } ?? .unreachable("cancelled")
        }
    }

    private func converse(with endpoint: PeerEndpoint) async -> Outcome {
        do {
            let connection = try await transport.dialer(from: source).dial(endpoint)
            return try await connection.run { inbound, writer in
                var session = ProbeSession(network: network, buildNumber: buildNumber, remote: endpoint.address)
                for message in session.open(at: clock.now(), wallClock: clock.wallClock()) {
                    try await writer.send(message)
                }
                for try await input in inbound {
                    guard case .message(let message) = input else { return .unreachable("it sends what is no message") }
                    let (answers, outcome) = session.take(message, at: clock.now(), wallClock: clock.wallClock())
                    for answer in answers { try await writer.send(answer) }
                    if let outcome { return outcome }
                }
                return .unreachable("it closed the connection")
            }
        } catch {
            return .unreachable("\(error)")
        }
    }
}

/// What the probe says and hears: a pure state machine around the session's.
struct ProbeSession {
    private var session: PeerSession

    init(network: NetworkParameters, buildNumber: UInt32, remote: PeerAddress) {
        session = PeerSession(
            PeerSession.Configuration(network: network, buildNumber: buildNumber, role: .dialer, remote: remote),
            nonces: SystemRandomNumberGenerator())
        tip = PeerSession.LocalTip(height: .genesis, hash: network.genesisHash, isSyncing: true)
    }

    private let tip: PeerSession.LocalTip

    mutating func open(at now: Moment, wallClock: UnixTime) -> [Message] {
        sent(session.handle(.opened(tip), at: now, wallClock: wallClock))
    }

    /// What to send, and how it went once that is known.
    mutating func take(
        _ message: Message, at now: Moment, wallClock: UnixTime
    ) -> (answers: [Message], outcome: SessionProbe.Outcome?) {
        var effects = session.handle(.received(message), at: now, wallClock: wallClock)
        if effects.contains(where: { if case .established = $0 { true } else { false } }) {
            effects += session.handle(.send(.getChainTip), at: now, wallClock: wallClock)
        }
        for effect in effects {
            switch effect {
            case .peerTip(let height, _): return (sent(effects), .reachable(height))
            case .close(let reason): return (sent(effects), .unreachable("\(reason)"))
            default: continue
            }
        }
        return (sent(effects), nil)
    }

    private func sent(_ effects: [PeerSession.Effect]) -> [Message] {
        effects.compactMap { if case .send(let message) = $0 { message } else { nil } }
    }
}
