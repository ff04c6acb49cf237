import Logging
import Synchronization
import TimeChain
import TimeModel
import TimePeers
import TimeTransport
import TimeWire

/// The shell of one `SessionCore`: moves messages between the connection, the state machine and the node.
actor NodeSession {
    nonisolated let id: SessionID
    nonisolated let role: PeerSession.Role
    nonisolated let endpoint: PeerEndpoint
    nonisolated let node: Node
    nonisolated let isEncrypted: Bool
    private nonisolated let closing = AsyncStream<SessionEnd>.makeStream(bufferingPolicy: .bufferingOldest(1))
    private nonisolated let commands = AsyncStream<SessionCommand>
        .makeStream(bufferingPolicy: .bufferingOldest(NodeLimits.waitingCommands))

    let store: ChainStore
    let logger: Logger
    private nonisolated let connection: PeerConnection
    private let clock: NodeClock
    private var core: SessionCore
    private let tip: PeerSession.LocalTip
    /// Stays however long the peer takes nothing.
    private nonisolated let isPatient: Atomic<Bool>

    nonisolated var remote: PeerAddress { endpoint.address }

    /// What the connection has carried so far.
    nonisolated var traffic: Traffic { connection.traffic }

    init(
        id: SessionID, node: Node, connection: PeerConnection, role: PeerSession.Role, tip: PeerSession.LocalTip,
        leniency: PeerSession.Leniency, roundTrips: RoundTripHistogram
    ) {
        self.id = id
        self.node = node
        self.connection = connection
        self.role = role
        self.tip = tip
        endpoint = connection.remote
        isEncrypted = connection.isEncrypted
        clock = node.clock
        store = node.store
        logger = node.logger
        isPatient = Atomic(leniency.keepsConnection)
        let configuration = PeerSession.Configuration(
            network: node.settings.network, buildNumber: node.settings.buildNumber, role: role,
            remote: connection.remote.address, leniency: leniency)
        core = SessionCore(
            configuration, extendsPatience: node.settings.extendsWhitelistedPatience,
            times: node.settings.liveness, roundTrips: roundTrips,
            nonces: SystemRandomNumberGenerator(), at: node.clock.now())
    }

    private var roundTrips: RoundTripHistogram { core.roundTrips }

    /// Asks something of the session without waiting for it. One so far behind that its queue is full ends, unless it is
    /// patient.
    nonisolated func tell(_ command: SessionCommand) {
        switch command {
        case .close(let end): closing.continuation.yield(end)
        case .leniency(let leniency):
            isPatient.store(leniency.keepsConnection, ordering: .relaxed)
            connection.setWriteStallLimit(writeStallLimit)
        default: break
        }
        let isFull = if case .dropped = commands.continuation.yield(command) { true } else { false }
        if isFull, !isPatient.load(ordering: .relaxed) { commands.continuation.finish() }
    }

    private nonisolated var writeStallLimit: Duration? {
        isPatient.load(ordering: .relaxed) ? nil : TransportLimits.writeStall
    }

    /// Holds the session to its end. The node hears of the end at once, before the connection is closed in peace.
    nonisolated func run() async {
        do {
            try await connection.run(writeStallLimit: writeStallLimit) { inbound, writer in
                let end = await self.outcome(inbound, writer)
                await self.node.handle(.ended(self.id, self.remote, end, await self.roundTrips))
            }
        } catch {
            await node.handle(.ended(id, remote, .transport("\(error)"), await roundTrips))
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
        try await feed(.opened(tip), writer)
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
                    try await self.feed(.tick, writer, mayBeLeftOut: true)
                }
            }
            group.addTask {
                for await end in self.closing.stream { return end }
                return .nodeEnds
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
        for effect in core.obey(command, at: clock.now(), wallClock: clock.wallClock()) {
            try await perform(effect, writer, mayBeLeftOut: true)
        }
    }

    private func feed(_ event: PeerSession.Event, _ writer: PeerWriter, mayBeLeftOut: Bool = false) async throws {
        for effect in core.handle(event, at: clock.now(), wallClock: clock.wallClock()) {
            try await perform(effect, writer, mayBeLeftOut: mayBeLeftOut)
        }
    }
}
