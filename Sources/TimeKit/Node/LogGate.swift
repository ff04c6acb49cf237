import TimeModel

/// Lets one line per peer and minute through, so that nobody can fill the log.
struct LogGate: Sendable {
    private var last: [PeerAddress: Moment] = [:]

    mutating func admits(_ address: PeerAddress, at now: Moment) -> Bool {
        if let moment = last[address], now - moment < NodeLimits.logInterval { return false }
        if last.count >= NodeLimits.logGateEntries {
            last = last.filter { now - $0.value < NodeLimits.logInterval }
            guard last.count < NodeLimits.logGateEntries else { return false }
        }
        last[address] = now
        return true
    }
}
