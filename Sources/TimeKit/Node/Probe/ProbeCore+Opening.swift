import TimeModel
import TimePeers
import TimeTransport
import TimeWire

extension ProbeCore {
    mutating func resolved(_ endpoint: PeerEndpoint, of count: Int, at now: Moment) {
        report.address = "\(endpoint.address)"
        report.port = endpoint.port
        if plan.target.address == nil {
            let others = count > 1 ? ", one of \(count) addresses" : ""
            report.set(ProbeStep(.resolve, .passed, after: now - since, detail: "\(endpoint.address)\(others)"))
        }
        enter(.connecting, at: now)
    }

    mutating func connected(from local: PeerEndpoint?, at now: Moment) {
        report.source = local.map { "\($0.address)" }
        report.set(ProbeStep(.tcp, .passed, after: now - since, detail: report.source.map { "from \($0)" } ?? ""))
        enter(.securing, at: now)
    }

    mutating func secured(_ facts: TLSFacts, at now: Moment, wallClock: UnixTime) -> [Effect] {
        if phase == .connecting { connected(from: nil, at: since) }
        report.tls = ProbeReport.TLS(
            version: facts.version, cipher: facts.cipher, fingerprint: facts.fingerprint,
            serverName: TLSIdentity.serverName)
        let detail = [facts.version, facts.cipher].compactMap { $0 }.joined(separator: " ")
        report.set(ProbeStep(.tls, .passed, after: now - since, detail: detail))
        enter(.awaitingHandshake(nudged: false), at: now)
        var session = PeerSession(
            PeerSession.Configuration(
                network: parameters, buildNumber: plan.buildNumber, role: .dialer, remote: remote),
            nonces: ProbeNonces(state: plan.seed))
        let tip = PeerSession.LocalTip(height: .genesis, hash: parameters.genesisHash, isSyncing: true)
        let effects = session.handle(.opened(tip), at: now, wallClock: wallClock)
        self.session = session
        // Nothing but the handshake: whatever comes behind it makes a peer that refuses us close before it says why.
        return effects.compactMap {
            if case .send(let message) = $0, message.kind == .handshake { .send(message) } else { nil }
        }
    }

    private var remote: PeerAddress { report.address.flatMap { PeerAddress($0) } ?? .anyIPv4 }

    mutating func dialFailed(_ error: TransportError, at now: Moment) -> [Effect] {
        // The transport may tell that TLS failed before it told that TCP stood.
        if phase == .connecting, error.operation == .handshake { connected(from: nil, at: now) }
        let fault: ProbeFault
        switch error.code {
        case .addressUnavailable, .addressInUse, .notPermitted, .cancelled, .system: fault = .localTrouble
        case .connectionRefused: fault = .portClosed
        case .unreachable: fault = .unreachable
        case _ where phase != .securing: fault = error.code == .timedOut ? .portFiltered : .unreachable
        default: fault = tlsFault(error)
        }
        return fail(fault, at: now, detail: tlsDetail ?? error.reason)
    }

    private func tlsFault(_ error: TransportError) -> ProbeFault {
        if heard.starts(with: Array("HTTP/".utf8)) { return .webServer }
        if heard.starts(with: Array("SSH-".utf8)) { return .sshServer }
        let isTLS = heard.first == 0x16 || heard.first == 0x15
        if !heard.isEmpty, !isTLS { return .otherService }
        if error.code == .timedOut { return .silentBeforeTLS }
        return isTLS ? .refusedTLS : .closedBeforeTLS
    }

    /// How a service that isn't TLS introduces itself.
    private var tlsDetail: String? {
        guard phase == .securing, let first = heard.first, first != 0x16, first != 0x15 else { return nil }
        let line = heard.prefix { $0 >= 0x20 && $0 < 0x7F }
        return line.isEmpty
            ? "it sent \(Hex.encode(Array(heard.prefix(8))))" : "it said \(String(decoding: line, as: UTF8.self))"
    }

    mutating func tick(at now: Moment, wallClock: UnixTime) -> [Effect] {
        guard let deadline, now >= deadline else { return [] }
        let seconds = plan.patience / .seconds(1)
        let within = "within \(seconds.formattedShort) s"
        switch phase {
        case .resolving: return fail(.unknownName, at: now, detail: "no answer \(within)")
        case .connecting: return fail(.portFiltered, at: now, detail: "no answer \(within)")
        case .securing:
            return fail(
                heard.isEmpty || heard.first == 0x16 ? .silentBeforeTLS : .otherService, at: now,
                detail: tlsDetail ?? "not complete \(within)")
        case .awaitingHandshake(nudged: false): return nudgePeer(at: now, wallClock: wallClock)
        case .awaitingHandshake(nudged: true):
            return undecodable > 0
                ? fail(.garbage, at: now, detail: "\(undecodable) frames, none a message of this protocol")
                : fail(.silent, at: now, detail: "no message \(within), and it didn't close on another")
        case .asking:
            settleOpenLayers(at: now, isBrokenOff: false)
            return startPinging(at: now, wallClock: wallClock)
        case .pinging: return ping(at: now, wallClock: wallClock)
        case .closing, .over, .unstarted: return []
        }
    }

    private mutating func nudgePeer(at now: Moment, wallClock: UnixTime) -> [Effect] {
        phase = .awaitingHandshake(nudged: true)
        let heartbeat = Heartbeat(nonce: plan.seed, timestamp: wallClock, height: .genesis)
        return [.send(.ping(heartbeat))]
    }
}

extension Double {
    /// Without a fraction where there is none.
    fileprivate var formattedShort: String {
        self == rounded() && abs(self) < 1e9 ? "\(Int(self))" : "\(self)"
    }
}
