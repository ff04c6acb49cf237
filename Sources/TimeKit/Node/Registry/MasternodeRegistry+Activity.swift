import TimeModel
import TimePeers

/// Who is there: a masternode is active while it has a session with us and isn't silent.
extension MasternodeRegistry {
    mutating func began(_ peer: PeerAddress, _ turn: inout RegistryTurn) {
        // Sessions begin with this question; what a syncing node is answered it leaves aside.
        sessions[peer] = Session(heardAt: turn.now, queriedAt: isSyncing ? nil : turn.now)
        activate(peer, &turn)
    }

    mutating func ended(_ peer: PeerAddress, _ turn: inout RegistryTurn) {
        sessions[peer] = nil
        deactivate(peer, &turn)
    }

    mutating func heard(_ peer: PeerAddress, at moment: Moment, _ turn: inout RegistryTurn) {
        guard let last = sessions[peer]?.heardAt, moment >= last else { return }
        sessions[peer]?.heardAt = moment
        activate(peer, &turn)
    }

    /// One that never said it is a masternode doesn't become one by being here.
    private mutating func activate(_ address: PeerAddress, _ turn: inout RegistryTurn) {
        guard let entry = entries[address], !entry.record.isHearsay, !isSilent(address, at: turn.now) else { return }
        let wallClock = turn.wallClock
        update(
            address,
            {
                $0.record.lastSeen = wallClock
                $0.record.isActive = true
            }, &turn)
        guard !entry.record.isActive else { return }
        if let outpoint = entry.record.collateral { settle(outpoint, &turn) }
        turn.debug("masternode is active", address)
    }

    private mutating func deactivate(_ address: PeerAddress, _ turn: inout RegistryTurn) {
        guard let entry = entries[address], entry.record.isActive else { return }
        let now = turn.now
        update(
            address,
            {
                $0.record.isActive = false
                $0.inactiveSince = now
            }, &turn)
        if let outpoint = entry.record.collateral { settle(outpoint, &turn) }
    }

    private func isSilent(_ address: PeerAddress, at now: Moment) -> Bool {
        guard let session = sessions[address] else { return true }
        return now - session.heardAt >= NodeLimits.masternodeHeartbeat * NodeLimits.missedHeartbeats
    }

    /// Makes inactive who is silent, and forgets who was inactive for long. Sessions stay.
    mutating func sweep(_ turn: inout RegistryTurn) {
        let now = turn.now
        for address in entries.values.filter({ $0.record.isActive }).map(\.record.address).sorted()
        where isSilent(address, at: now) {
            deactivate(address, &turn)
            turn.log(.masternodeSilent, "masternode is silent, and inactive now", address)
        }
        for address in entries.values.filter({ isOver($0, at: now) }).map(\.record.address).sorted() {
            let isHearsay = entries[address]?.record.isHearsay ?? true
            forget(address, &turn)
            remember(forgotten: address, at: now)
            if !isHearsay { turn.log(.masternodeForgotten, "masternode is gone for long, and forgotten", address) }
        }
    }

    private func isOver(_ entry: Entry, at now: Moment) -> Bool {
        let record = entry.record
        let lifetime = record.provenTier > .free ? NodeLimits.inactivityOfPaid : NodeLimits.inactivityOfFree
        return !record.isActive && now - entry.inactiveSince >= lifetime
            && trust.standing(of: record.address).trust == nil
    }

    private mutating func remember(forgotten address: PeerAddress, at now: Moment) {
        if forgotten.count >= PeersLimits.masternodeRecords {
            forgotten = forgotten.filter { now - $0.value < NodeLimits.forgottenMasternodeMemory }
        }
        if forgotten.count >= PeersLimits.masternodeRecords,
            let oldest = forgotten.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
        {
            forgotten[oldest.key] = nil
        }
        forgotten[address] = now
    }
}
