package import TimeModel
package import TimePeers
import TimeWire

/// What peers are asked and told about masternodes.
extension MasternodeRegistry {
    // MARK: Asking

    /// Asks one peer after the other for its list, in the order of their addresses and seldom.
    mutating func query(_ turn: inout RegistryTurn) {
        guard turn.now >= nextQuery else { return }
        let due =
            sessions.filter { session in
                session.value.queriedAt.map { turn.now - $0 >= NodeLimits.masternodeQueryIntervalPerPeer } ?? true
            }
            .keys
        let next = lastQueried.flatMap { last in due.filter { $0 > last }.min() } ?? due.min()
        guard let next else { return }
        nextQuery = turn.now + NodeLimits.masternodeQueryInterval
        lastQueried = next
        sessions[next]?.queriedAt = turn.now
        turn.effects.append(.query(next))
    }

    // MARK: Passing on

    /// Passes a new masternode's announcement on; one with a tier once the chain backs it, since who relays what isn't
    /// so is blamed for it (`wire §12.6`).
    mutating func considerRelay(
        of claim: MasternodeClaim, about subject: PeerAddress, from sender: PeerAddress, _ turn: inout RegistryTurn
    ) {
        guard relaysAnnouncements, !isSyncing, !wasForgotten(subject, at: turn.now) else { return }
        var claim = claim
        if claim.announcement.tier == .free { claim.collateral = nil }
        if !claim.hasValidProof { claim.proof = [] }
        let relay = WaitingRelay(claim: claim, sender: sender, since: turn.now)
        update(subject, { $0.waitingRelay = relay }, &turn)
        guard let record = entries[subject]?.record else { return }
        if record.claimedTier == .free || record.provenTier == record.claimedTier {
            relayWaiting(about: subject, &turn)
        }
    }

    /// Sends the announcement that waits, if one does: to everybody but its sender and its subject, once.
    mutating func relayWaiting(about subject: PeerAddress, _ turn: inout RegistryTurn) {
        guard let relay = entries[subject]?.waitingRelay else { return }
        update(subject, { $0.waitingRelay = nil }, &turn)
        let now = turn.now
        guard now - relay.since < NodeLimits.relayPatience, mayRelay(subject, at: now) else { return }
        relayed[subject] = now
        for peer in sessions.keys.sorted() where peer != relay.sender && peer != subject {
            guard var session = sessions[peer] else { continue }
            session.relays.removeAll { now - $0 >= NodeLimits.relayWindow }
            guard session.relays.count < NodeLimits.relaysPerPeer else { continue }
            session.relays.append(now)
            sessions[peer] = session
            turn.effects.append(.relay(relay.claim, to: peer))
        }
    }

    private mutating func mayRelay(_ subject: PeerAddress, at now: Moment) -> Bool {
        if relayed.count >= PeersLimits.masternodeRecords {
            relayed = relayed.filter { now - $0.value < NodeLimits.relayInterval }
        }
        return relayed.count < PeersLimits.masternodeRecords
            && relayed[subject].map { now - $0 >= NodeLimits.relayInterval } ?? true
    }

    // MARK: Answering

    /// The list that is the answer to GetMasternodes (`wire §5.5`): those that are active, the highest tiers first, then
    /// the last seen. One whose tier isn't proven is left out: peers believe such a list.
    package func answer(limit: Int = NodeLimits.masternodesPerList) -> [MasternodeAnnouncementData] {
        let told = entries.values.map(\.record)
            .filter { $0.isActive && ($0.claimedTier == .free || $0.provenTier == $0.claimedTier) }
            .sorted { left, right in
                if left.provenTier != right.provenTier { return left.provenTier > right.provenTier }
                let seen = (left.lastSeen ?? left.firstSeen, right.lastSeen ?? right.firstSeen)
                return seen.0 != seen.1 ? seen.0 > seen.1 : left.address < right.address
            }
        return told.prefix(max(limit, 0))
            .map { record in
                MasternodeAnnouncementData(
                    announcement: MasternodeAnnouncement(
                        address: record.address.description, rewardAddress: record.rewardAddress,
                        tier: record.provenTier, publicKey: record.publicKey),
                    collateralOutpoint: record.provenTier > .free ? record.collateral : nil,
                    registeredAt: record.firstSeen)
            }
    }

    /// Whom to dial as what: registered masternodes first, then others that spoke for themselves, then some of those
    /// that are known from others only.
    package var dialCandidates: [(address: PeerAddress, kind: DialCandidate.Kind)] {
        let records = entries.values.map(\.record).sorted { $0.address < $1.address }
        let direct = records.filter(\.isRegistered) + records.filter { !$0.isHearsay && !$0.isRegistered }
        return direct.map { ($0.address, .masternode) }
            + records.filter(\.isHearsay).prefix(NodeLimits.hearsayDials).map { ($0.address, .other) }
    }

    // MARK: Looking

    /// By address.
    package var records: [MasternodeRecord] {
        entries.values.map(\.record).sorted { $0.address < $1.address }
    }

    package func record(of address: PeerAddress) -> MasternodeRecord? { entries[address]?.record }

    /// Whether the address may have a slot that is reserved for masternodes (`policy §3`): those that said so themselves
    /// and have a collateral, since anybody can be a free one at no cost.
    package func isRegistered(_ address: PeerAddress) -> Bool { entries[address]?.record.isRegistered ?? false }

    /// How many peers said of late to see the masternode. Nothing hangs on it.
    package func reporters(of address: PeerAddress, at now: Moment) -> Int {
        entries[address]?.reports.values.count { now - $0 < NodeLimits.gossipLifetime } ?? 0
    }
}
