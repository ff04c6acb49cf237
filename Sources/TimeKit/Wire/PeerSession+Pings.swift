internal import TimeModel

extension PeerSession {
    /// The one at the start of a session, and then every 30 s.
    mutating func ping(_ turn: inout Turn) {
        transmit(.ping(heartbeat(nonce: nextNonce(), turn)), &turn)
    }

    mutating func watchPings(_ turn: inout Turn) {
        let missed = pings.newlyMissed(at: turn.now, after: configuration.leniency.missedPingAfter)
        for _ in 0..<missed { turn.effects.append(.missedPing) }
        if let last = pings.lastSent, turn.now - last < configuration.pingInterval { return }
        ping(&turn)
    }

    mutating func answer(ping: Heartbeat, _ turn: inout Turn) {
        transmit(.pong(heartbeat(nonce: ping.nonce, turn)), &turn)
        announced(ping.height, &turn)
    }

    mutating func take(pong: Heartbeat, _ turn: inout Turn) {
        switch pings.answered(nonce: pong.nonce, at: turn.now, missedAfter: configuration.leniency.missedPingAfter) {
        case .inTime(let duration): turn.effects.append(.roundTrip(duration))
        case .late(let duration): turn.effects.append(.latePong(duration))
        case nil: return
        }
        announced(pong.height, &turn)
    }

    func announced(_ height: Height?, _ turn: inout Turn) {
        if let height { turn.effects.append(.peerAnnouncedHeight(height)) }
    }

    private func heartbeat(nonce: UInt64, _ turn: Turn) -> Heartbeat {
        Heartbeat(nonce: nonce, timestamp: turn.wallClock, height: localTip.height)
    }
}
