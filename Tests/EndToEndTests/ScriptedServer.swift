import Logging
import Synchronization
import TimeModel
import TimeTransport
import TimeWire

/// A peer of our own making behind real TLS: it takes every connection, and does with it what a test wants.
final class ScriptedServer: Sendable {
    /// What it does with a connection, from the first frame on.
    typealias Script = @Sendable (PeerInbound, PeerWriter) async throws -> Void

    private let transport: PeerTransport
    private let task: Task<Void, any Error>
    let endpoint: String

    init(address: String, port: UInt16 = 0, script: @escaping Script) async throws {
        transport = PeerTransport(identity: try TLSIdentity(), threadCount: 2, logger: Logger(label: "test"))
        let listener = try await transport.listen(
            on: PeerEndpoint(address: PeerAddress(address) ?? .anyIPv4, port: port), allowsPlaintext: false,
            earlySockets: 1_000)
        endpoint = "\(address):\(listener.localEndpoint.port)"
        task = Task {
            try await listener.run { connection in
                try? await connection.run { inbound, writer in try await script(inbound, writer) }
            }
        }
    }

    func end() async {
        task.cancel()
        await transport.shutDown()
    }

    /// Answers as a healthy node at a height does.
    ///
    /// - Parameter pong: sends it, when it likes; is told when the ping came.
    static func answer(
        at height: Height = 2_000,
        pong: @escaping @Sendable (Message, ContinuousClock.Instant, PeerWriter) async throws -> Void
    ) -> Script {
        { inbound, writer in
            while let arrival = try await inbound.next() {
                guard case .message(let message) = arrival.input else { return }
                switch message {
                case .handshake: try await writer.send(.ack("Handshake"))
                case .getGenesisHash:
                    try await writer.send(.genesisHashResponse(NetworkParameters.testnet.genesisHash))
                case .getChainTip:
                    try await writer.send(.genesisHashResponse(NetworkParameters.testnet.genesisHash))
                    try await writer.send(
                        .chainTipResponse(height: height, hash: NetworkParameters.testnet.genesisHash))
                case .ping(let ping): try await pong(.pong(ping), arrival.moment, writer)
                default: break
                }
            }
        }
    }
}
