import Logging
import TimeChain
import TimeModel
import TimeTransport
import TimeWire

/// The shell of one `PeerSession`: moves messages between the connection, the state machine and the node.
actor NodeSession {
    nonisolated let role: PeerSession.Role
    nonisolated let endpoint: PeerEndpoint
    nonisolated let isEncrypted: Bool
    nonisolated let commands = AsyncStream<SessionCommand>
        .makeStream(
            bufferingPolicy: .bufferingOldest(NodeLimits.waitingCommands))

    nonisolated let node: Node
    let store: ChainStore
    let logger: Logger
    private nonisolated let connection: PeerConnection
    private let clock: NodeClock
    private var session: PeerSession
    private var tip: PeerSession.LocalTip

    nonisolated var remote: PeerAddress { endpoint.address }

    init(
        node: Node, connection: PeerConnection, role: PeerSession.Role, tip: PeerSession.LocalTip,
        leniency: PeerSession.Leniency
    ) {
        self.node = node
        self.connection = connection
        self.role = role
        self.tip = tip
        endpoint = connection.remote
        isEncrypted = connection.isEncrypted
        clock = node.clock
        store = node.store
        logger = node.logger
        let configuration = PeerSession.Configuration(
            network: node.settings.network, buildNumber: node.settings.buildNumber, role: role,
            remote: connection.remote.address, leniency: leniency)
        session = PeerSession(configuration, nonces: SystemRandomNumberGenerator())
    }

    /// Holds the session to its end. The node hears of the end at once, before the connection is closed in peace.
    nonisolated func run() async {
        do {
            try await connection.run { inbound, writer in
                let end = await self.outcome(inbound, writer)
                await self.node.ended(self, end)
            }
        } catch {
            await node.ended(self, .transport("\(error)"))
        }
    }

    private nonisolated func outcome(_ inbound: PeerInbound, _ writer: PeerWriter) async -> SessionEnd {
        do {
            return try await converse(inbound, writer)
        } catch let end as SessionEnd {
            return end
        } catch is CancellationError {
            return .nodeEnds
        } catch {
            return .transport("\(error)")
        }
    }

    private nonisolated func converse(_ inbound: PeerInbound, _ writer: PeerWriter) async throws -> SessionEnd {
        try await feed(.opened(await tip), writer)
        return try await withThrowingTaskGroup(of: SessionEnd.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                for try await input in inbound { try await self.take(input, writer) }
                return Task.isCancelled ? .nodeEnds : .closedByPeer
            }
            group.addTask {
                for await command in self.commands.stream { try await self.obey(command, writer) }
                return Task.isCancelled ? .nodeEnds : .tooSlow
            }
            group.addTask {
                while true {
                    try await self.clock.sleep(NodeLimits.tick)
                    try await self.feed(.tick, writer)
                }
            }
            return try await group.next() ?? .nodeEnds
        }
    }

    private func take(_ input: PeerInput, _ writer: PeerWriter) async throws {
        switch input {
        case .message(let message): try await feed(.received(message), writer)
        case .oversizeFrame(let size): try await feed(.undecodableFrame(.tooLarge(Int(size))), writer)
        case .truncatedFrame(let missing): throw SessionEnd.cutOff(missing: missing)
        }
    }

    private func obey(_ command: SessionCommand, _ writer: PeerWriter) async throws {
        switch command {
        case .askTip: try await feed(.send(.getChainTip), writer)
        case .request(let request):
            let effects = try await feed(.send(request.message), writer)
            if !effects.contains(.send(request.message)) { await node.notSent(request, to: remote) }
        case .localTip(let tip):
            self.tip = tip
            try await feed(.localTip(tip), writer)
        case .leniency(let leniency): try await feed(.leniency(leniency), writer)
        case .close(let end): throw end
        }
    }

    @discardableResult
    private func feed(_ event: PeerSession.Event, _ writer: PeerWriter) async throws -> [PeerSession.Effect] {
        let effects = session.handle(event, at: clock.now(), wallClock: clock.wallClock())
        for effect in effects { try await perform(effect, writer) }
        return effects
    }
}
