import Logging
import TimeChain
package import TimeModel
package import TimePeers
package import TimeWire

/// Who is connected.
extension NodeCore {
    package var localTip: PeerSession.LocalTip {
        PeerSession.LocalTip(
            height: tip.height, hash: tip.hash, isSyncing: coordinator.phase.isSyncing(at: tip.height))
    }

    mutating func dialEnded(
        _ endpoint: PeerEndpoint, reachedPeer: Bool, why: String?, jitter: Double, _ turn: inout NodeTurn
    ) {
        greeted.remove(endpoint.address)
        if let (session, candidate) = crossing.removeValue(forKey: endpoint.address) {
            admit(session, candidate, &turn)
        }
        planner.ended(endpoint, reachedPeer: reachedPeer, jitter: jitter, at: turn.now)
        if !reachedPeer { score(endpoint.address, isGood: false, &turn) }
        guard let why, logGate.admits(.dialFailed, endpoint.address, at: turn.now) else { return }
        turn.log(.info, "dial failed", ["peer": "\(endpoint)", "why": why])
    }

    /// Whether a connection that a peer opened may go on to its handshake (`policy §3`).
    ///
    /// - Returns: why not, or nil: then its end is to be told by `ended`.
    package mutating func accepts(
        _ session: SessionID, _ address: PeerAddress, at now: Moment
    ) -> Admission.Refusal? {
        if let refusal = admission.accepts(
            address, standing: standing(of: address), isMasternode: masternodes.isRegistered(address), at: now)
        {
            return refusal
        }
        pending[session] = address
        return nil
    }

    /// Whether a connection that we dialled may go on to its handshake: the peer may have come to us meanwhile, and would
    /// close that session for this one.
    ///
    /// - Returns: why not, or nil.
    package mutating func greets(_ address: PeerAddress) -> Admission.Refusal? {
        if standing(of: address).isBanned { return .banned }
        guard peers[address] == nil else { return .duplicate }
        greeted.insert(address)
        return nil
    }

    /// Gives a slot to a session whose handshake is complete (`policy §3`), or closes it.
    mutating func admit(_ session: SessionID, _ candidate: Candidate, _ turn: inout NodeTurn) {
        let address = candidate.endpoint.address
        if candidate.role == .listener, greeted.contains(address), admission.keepsOurDial(to: address) {
            crossing[address] = (session, candidate)
            return
        }
        let standing = standing(of: address)
        pending[session] = nil
        let direction: Admission.Direction = candidate.role == .dialer ? .outbound : .inbound
        if direction == .outbound {
            greeted.remove(address)
            if let crossed = crossing.removeValue(forKey: address) {
                turn.effects.append(.tell(crossed.session, .close(.refused(.duplicate))))
            }
        }
        let ticket: Admission.Ticket
        switch admission.admit(
            address, direction: direction, standing: standing, isMasternode: masternodes.isRegistered(address),
            at: turn.now)
        {
        case .refused(let refusal):
            return turn.effects.append(.tell(session, .close(.refused(refusal))))
        case .replaces(let new, _):
            if let present = peers[address] {
                turn.effects.append(.tell(present.session, .close(.replaced)))
                forget(present.session, &turn)
            }
            ticket = new
        case .admitted(let new):
            ticket = new
        }
        peers[address] = Peer(
            session: session, ticket: ticket, standing: standing, candidate: candidate, since: turn.wallClock,
            admittedAt: turn.now, roundTrips: roundTrips(of: address))
        addresses[session] = address
        seen.insert(address)
        if candidate.role == .dialer { planner.established(candidate.endpoint, at: turn.now) }
        // What changed while the handshake went on is told now.
        tell(address, .leniency(leniency(for: standing)), &turn)
        tell(address, .localTip(localTip), &turn)
        if load.factor > 1 { tell(address, .slowness(load.factor), &turn) }
        if logGate.admits(.connected, address, at: turn.now) {
            turn.log(
                .info, "peer connected",
                [
                    "peer": "\(address)", "direction": candidate.role == .dialer ? "outbound" : "inbound",
                    "tls": "\(candidate.isEncrypted)", "build": candidate.build.map(String.init) ?? "unknown",
                    "whitelisted": whitelisting(of: address),
                ])
        }
        register(.established(address), &turn)
        coordinate(.established(address, isTrusted: standing.permissions.contains(.sync)), &turn)
    }

    mutating func take(_ report: SessionReport, from session: SessionID, _ turn: inout NodeTurn) {
        guard let address = addresses[session] else { return }
        switch report {
        case .tip(let height, let hash):
            peers[address]?.tip = PeerTip(height: height, hash: hash)
            coordinate(.tip(address, height: height, hash: hash), &turn)
            download(.peer(address, tip: height), &turn)
        case .blockHash(let height, let hash):
            resolve(.hash(address, height, hash), &turn)
        case .blocks(let blocks, let request) where forks.isWaiting(for: request, from: address):
            resolve(.blocks(address, blocks, answering: request), &turn)
        case .blocks(let blocks, let request):
            download(.received(address, blocks, answering: request), &turn)
        case .notSent(let request) where forks.isWaiting(for: request, from: address):
            resolve(.notSent(address, request), &turn)
        case .notSent(let request):
            download(.notSent(address, request), &turn)
        case .heard(let moment): register(.heard(address, at: moment), &turn)
        case .announced(let claim): register(.announced(claim, by: address), &turn)
        case .masternodes(let list): register(.listed(list, by: address), &turn)
        case .visibleMasternodes(let addresses): register(.visible(addresses, by: address), &turn)
        case .repeatedHandshake:
            punish(address, for: .handshakeAbuse, evidence: "a handshake within a session", &turn)
        case .missedPing, .roundTrip, .suspicion, .latePong, .health, .clock, .unresponsive:
            judge(report, of: address, &turn)
        }
    }

    /// Frees the session's slot and says why it ended.
    mutating func ended(
        _ session: SessionID, _ address: PeerAddress, _ reason: SessionEnd, _ turn: inout NodeTurn
    ) {
        if crossing[address]?.session == session { crossing[address] = nil }
        if let incompatibility = reason.incompatibility {
            planner.closed(address, for: incompatibility, at: turn.now)
        }
        if let address = pending.removeValue(forKey: session) { admission.gaveUp(address) }
        if let violation = reason.violation { punish(address, for: violation, evidence: "\(reason)", &turn) }
        scoreLastingSessions(&turn)
        let hasLasted = peers[address].map { $0.session != session || $0.hasLasted } ?? true
        if !hasLasted && reason.breaksOff || reason.isUnresponsive { score(address, isGood: false, &turn) }
        let hadSlot = forget(session, &turn)
        if hadSlot {
            let isWhitelisted = standing(of: address).trust != nil
            alert(.gone(address, isWhitelisted: isWhitelisted, why: "\(reason)"), &turn)
        }
        guard hadSlot || reason != .replaced,
            logGate.admits(hadSlot ? .disconnected : .noSession, address, at: turn.now)
        else { return }
        turn.log(
            .info, hadSlot ? "peer disconnected" : "no session",
            ["peer": "\(address)", "whitelisted": whitelisting(of: address), "why": "\(reason)"])
    }

    /// Frees the slot that this session holds, if it holds one.
    @discardableResult
    private mutating func forget(_ session: SessionID, _ turn: inout NodeTurn) -> Bool {
        guard let address = addresses.removeValue(forKey: session) else { return false }
        if let peer = peers.removeValue(forKey: address) { admission.gone(peer.ticket) }
        register(.gone(address), &turn)
        coordinate(.gone(address), &turn)
        download(.gone(address), &turn)
        resolve(.gone(address), &turn)
        return true
    }

    /// Whether the session has a slot.
    package func holds(_ session: SessionID) -> Bool { addresses[session] != nil }

    func tell(_ address: PeerAddress, _ command: SessionCommand, _ turn: inout NodeTurn) {
        if let peer = peers[address] { turn.effects.append(.tell(peer.session, command)) }
    }

    /// What an answer to GetPeers names: connected peers, without their ports (`wire §5.2`).
    package func peerExchange() -> [PeerExchangeEntry] {
        peers.keys.filter { !$0.isLoopback }.sorted().prefix(NodeLimits.peersPerExchange)
            .map { address in
                let masternode = masternodes.record(of: address).flatMap { $0.isHearsay ? nil : $0 }
                return PeerExchangeEntry(
                    address: address.description, connectionCount: .max, isMasternode: masternode != nil,
                    tier: masternode?.provenTier)
            }
    }
}
