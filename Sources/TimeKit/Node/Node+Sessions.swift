import Logging
import TimeChain
import TimeModel
import TimePeers
import TimeTransport
import TimeWire

/// Who is connected.
extension Node {
    var localTip: PeerSession.LocalTip {
        let tip = store.tip
        return PeerSession.LocalTip(
            height: tip.height, hash: tip.hash, isSyncing: coordinator.phase.isSyncing(at: tip.height))
    }

    /// Dials each ordered endpoint and holds its session; ends when the node does, with all sessions it began.
    func dialAsOrdered() async {
        await withDiscardingTaskGroup { group in
            for await endpoint in dials.stream {
                group.addTask { await self.dial(endpoint) }
            }
        }
    }

    private func dial(_ endpoint: PeerEndpoint) async {
        logger.debug("dialling", metadata: ["peer": "\(endpoint)", "whitelisted": whitelisting(of: endpoint.address)])
        var reachedPeer = true
        let dialer = transport.dialer(
            from: settings.bindAddress, allowsPlaintextFallback: settings.allowsPlaintextFallback)
        do {
            let connection = try await dialer.dial(endpoint)
            await hold(connection, role: .dialer)
        } catch {
            reachedPeer = error.operation != .connect
            if logGate.admits(.dialFailed, endpoint.address, at: clock.now()) {
                logger.info("dial failed", metadata: ["peer": "\(endpoint)", "why": "\(error)"])
            }
        }
        planner.ended(endpoint, reachedPeer: reachedPeer, jitter: .random(in: 0..<1), at: clock.now())
    }

    /// Holds one session from its connection to its end. Nothing that happens in it leaves this function.
    func hold(_ connection: PeerConnection, role: PeerSession.Role) async {
        let standing = standing(of: connection.remote.address)
        guard !standing.isBanned else { return await connection.close() }
        await NodeSession(
            node: self, connection: connection, role: role, tip: localTip, leniency: leniency(for: standing)
        )
        .run()
    }

    /// Frees the session's slot and says why it ended.
    func ended(_ session: NodeSession, _ reason: SessionEnd) {
        let hadSlot = forget(session)
        guard hadSlot || reason != .replaced,
            logGate.admits(hadSlot ? .disconnected : .noSession, session.remote, at: clock.now())
        else { return }
        logger.info(
            hadSlot ? "peer disconnected" : "no session", metadata: ["peer": "\(session.remote)", "why": "\(reason)"])
    }

    /// Takes the address's slot for a session whose handshake is complete (`policy §3`), or says why not.
    ///
    /// A whitelisted peer that comes again replaces its old session (`wire §8`).
    func admit(_ session: NodeSession, build: UInt32?) -> AdmissionRefusal? {
        let address = session.remote
        let standing = standing(of: address)
        guard !standing.isBanned else { return .banned }
        if let present = sessions[address] {
            guard session.role == .listener, standing.trust != nil else { return .duplicate }
            present.tell(.close(.replaced))
            forget(present.session)
        }
        let inbound = sessions.values.count { $0.session.role == .listener }
        if session.role == .listener, inbound >= settings.maximumInboundSessions, standing.trust == nil {
            return .full
        }
        sessions[address] = SessionHandle(
            session: session, commands: session.commands.continuation, standing: standing)
        // What changed while the handshake went on is told now.
        sessions[address]?.tell(.leniency(leniency(for: standing)))
        seen.insert(address)
        if session.role == .dialer { planner.established(session.endpoint, at: clock.now()) }
        if logGate.admits(.connected, address, at: clock.now()) {
            logger.info(
                "peer connected",
                metadata: [
                    "peer": "\(address)", "direction": session.role == .dialer ? "outbound" : "inbound",
                    "tls": "\(session.isEncrypted)", "build": "\(build.map(String.init) ?? "unknown")",
                    "whitelisted": whitelisting(of: address),
                ])
        }
        coordinate(.established(address, isTrusted: standing.permissions.contains(.sync)))
        return nil
    }

    /// Frees the address's slot if this session holds it.
    @discardableResult
    private func forget(_ session: NodeSession) -> Bool {
        guard sessions[session.remote]?.session === session else { return false }
        sessions[session.remote] = nil
        coordinate(.gone(session.remote))
        download(.gone(session.remote))
        return true
    }

    func heardTip(of address: PeerAddress, height: Height, hash: BlockHash) {
        guard sessions[address] != nil else { return }
        coordinate(.tip(address, height: height, hash: hash))
        download(.peer(address, tip: height))
    }

    func received(_ blocks: [PreparedBlock], answering request: BlockRequest, from address: PeerAddress) {
        guard sessions[address] != nil else { return }
        download(.received(address, blocks, answering: request))
    }

    /// Our store can't be read: no peer's fault, and nothing that a session should end for.
    func storeFailed(_ error: any Error) {
        guard logGate.admits(.storeFailed, at: clock.now()) else { return }
        logger.error("blocks could not be read, peers go without", metadata: ["why": "\(error)"])
    }

    func notSent(_ request: BlockRequest, to address: PeerAddress) {
        download(.notSent(address, request))
    }

    /// What an answer to GetPeers names: connected peers, without their ports (`wire §5.2`).
    func peerExchange() -> [PeerExchangeEntry] {
        sessions.keys.filter { !$0.isLoopback }.sorted().prefix(NodeLimits.peersPerExchange)
            .map {
                PeerExchangeEntry(address: $0.description, connectionCount: .max, isMasternode: false, tier: nil)
            }
    }
}

/// Why a peer with a complete handshake gets no session.
enum AdmissionRefusal: Error, Hashable, Sendable {
    case duplicate
    case full
    case banned
}

/// How the node reaches a session without waiting for it.
struct SessionHandle: Sendable {
    let session: NodeSession
    let commands: AsyncStream<SessionCommand>.Continuation
    /// As the session knows it.
    var standing: PeerStanding

    /// A session so far behind that its queue is full ends.
    func tell(_ command: SessionCommand) {
        if case .dropped = commands.yield(command) { commands.finish() }
    }
}
