import TimeModel

/// Lets one line per topic, peer and minute through, so that nobody can fill the log.
struct LogGate: Sendable {
    enum Topic: Hashable, Sendable {
        case connected, disconnected, noSession, dialFailed, blockRefused, noTip, catchingUp, caughtUp, findings,
            storeFailed, announced, forkTooDeep
        case masternodeNew, masternodeChanged, masternodeTier, masternodeSilent, masternodeForgotten
    }

    private struct Key: Hashable {
        let topic: Topic
        let peer: PeerAddress?
    }

    private var last: [Key: Moment] = [:]

    /// `peer` is nil for what concerns the node itself.
    mutating func admits(_ topic: Topic, _ peer: PeerAddress? = nil, at now: Moment) -> Bool {
        let key = Key(topic: topic, peer: peer)
        if let moment = last[key], now - moment < NodeLimits.logInterval { return false }
        if last.count >= NodeLimits.logGateEntries {
            last = last.filter { now - $0.value < NodeLimits.logInterval }
            guard last.count < NodeLimits.logGateEntries || peer == nil else { return false }
        }
        last[key] = now
        return true
    }
}
