import TimeModel
import TimePeers
import TimeWire

/// What is said of masternodes: by themselves and by others.
extension MasternodeRegistry {
    mutating func take(_ claim: MasternodeClaim, from peer: PeerAddress, _ turn: inout RegistryTurn) {
        guard sessions[peer] != nil else { return }
        let isDirect = claim.isDirect(from: peer)
        guard let subject = subject(claim.announcement.address), isPlausible(claim) else {
            return turn.debug("masternode's announcement is none", peer)
        }
        if isDirect, claim.hasForgedProof {
            turn.effects.append(.forged(peer))
        } else if isDirect {
            takeOwnWord(claim, of: subject, &turn)
        } else if takeHearsay(claim, of: subject, .relayed, from: peer, &turn) {
            considerRelay(of: claim, about: subject, from: peer, &turn)
        }
    }

    mutating func take(
        _ list: [MasternodeAnnouncementData], from peer: PeerAddress, _ turn: inout RegistryTurn
    ) {
        guard sessions[peer] != nil else { return }
        sessions[peer]?.queriedAt = turn.now
        for entry in list.prefix(NodeLimits.masternodesPerList) {
            let claim = MasternodeClaim(entry.announcement, collateral: entry.collateralOutpoint)
            guard let subject = subject(entry.announcement.address), isPlausible(claim) else { continue }
            _ = takeHearsay(claim, of: subject, .listed, from: peer, &turn)
        }
    }

    /// Read and not believed: a record is neither made nor kept by it.
    mutating func note(visible addresses: [String], by peer: PeerAddress, _ turn: inout RegistryTurn) {
        guard sessions[peer] != nil else { return }
        for text in addresses.prefix(NodeLimits.gossipEntries) {
            guard let subject = subject(text), var entry = entries[subject] else { continue }
            if entry.reports[peer] == nil, entry.reports.count >= NodeLimits.reportersPerMasternode {
                let now = turn.now
                entry.reports = entry.reports.filter { now - $0.value < NodeLimits.gossipLifetime }
                guard entry.reports.count < NodeLimits.reportersPerMasternode else { continue }
            }
            entry.reports[peer] = turn.now
            put(entry, &turn)
        }
    }

    /// What a store kept. Nobody of them is active before a session says so.
    mutating func restore(_ records: [MasternodeRecord], _ turn: inout RegistryTurn) {
        for var record in records.sorted(by: { $0.address < $1.address }) {
            guard subject(record.address.description) != nil, entries[record.address] == nil,
                entries.count < PeersLimits.masternodeRecords,
                !record.isHearsay || hearsayCount < NodeLimits.hearsayMasternodes
            else { continue }
            record.isActive = false
            put(Entry(record: record, inactiveSince: turn.now), &turn)
        }
    }

    // MARK: Rules

    /// Who is spoken of: an address that a masternode can have, in its only spelling, and not ourselves.
    func subject(_ text: String) -> PeerAddress? {
        guard text.utf8.count <= Self.longestAddress, let address = PeerAddress(text), address.isIPv4,
            text.utf8.elementsEqual(address.description.utf8), address != ownAddress
        else { return nil }
        switch address.scope {
        case .publicUnicast: return address
        case .unspecified, .multicast: return nil
        case .loopback, .privateUse, .linkLocal, .reserved: return allowsPrivate ? address : nil
        }
    }

    private static let longestAddress = "255.255.255.255".utf8.count

    /// A paid tier names its collateral, and rewards go to something that can be written in a log.
    private func isPlausible(_ claim: MasternodeClaim) -> Bool {
        let rewardAddress = claim.announcement.rewardAddress.utf8
        return rewardAddress.count <= NodeLimits.rewardAddressBytes
            && rewardAddress.allSatisfy { (0x21...0x7E).contains($0) }
            && (claim.announcement.tier == .free || claim.collateral != nil)
    }

    /// A masternode may change all that is known of it.
    private mutating func takeOwnWord(
        _ claim: MasternodeClaim, of address: PeerAddress, _ turn: inout RegistryTurn
    ) {
        guard entries[address] != nil || makeRoom(&turn) else {
            return turn.debug("no room for another masternode", address)
        }
        let known = entries[address]?.record
        var record = MasternodeRecord(
            address: address, rewardAddress: claim.announcement.rewardAddress,
            publicKey: claim.announcement.publicKey, claimedTier: claim.announcement.tier,
            collateral: claim.collateral, source: .direct, firstSeen: known?.firstSeen ?? turn.wallClock,
            lastSeen: turn.wallClock, isActive: true)
        if let known, known.collateral == record.collateral { record.provenTier = known.provenTier }
        if let known, known.saysTheSame(as: record) { record.hasProof = known.hasProof }
        if !record.hasProof { record.hasProof = claim.hasValidProof }
        var entry = entries[address] ?? Entry(record: record, inactiveSince: turn.now)
        entry.record = record
        put(entry, &turn)
        if let outpoint = record.collateral { settle(outpoint, &turn) }
        if known?.source != .direct {
            turn.log(.masternodeNew, "masternode announced itself", address, ["tier": record.claimedTier.name])
        } else if let known, !known.saysTheSame(as: record) {
            turn.log(.masternodeChanged, "masternode announced other data", address, ["tier": record.claimedTier.name])
        }
        if known == nil { considerRelay(of: claim, about: address, from: address, &turn) }
        forgotten[address] = nil
        let isForeign = record.collateral.map { holder(of: $0).map { $0 != address } ?? false } ?? false
        turn.effects.append(
            .propose(address, claim.announcement, collateral: isForeign ? nil : record.collateral))
    }

    /// What others say makes a masternode known, and changes nothing.
    ///
    /// - Returns: whether it wasn't known before.
    private mutating func takeHearsay(
        _ claim: MasternodeClaim, of address: PeerAddress, _ source: MasternodeRecord.Source, from peer: PeerAddress,
        _ turn: inout RegistryTurn
    ) -> Bool {
        guard entries[address] == nil, !wasForgotten(address, at: turn.now),
            hearsayCount < NodeLimits.hearsayMasternodes, entries.count < PeersLimits.masternodeRecords,
            mayMakeKnown(peer, at: turn.now)
        else { return false }
        // A free one's collateral is nothing that others could tell us of.
        let collateral = claim.announcement.tier == .free ? nil : claim.collateral
        let record = MasternodeRecord(
            address: address, rewardAddress: claim.announcement.rewardAddress,
            publicKey: claim.announcement.publicKey, claimedTier: claim.announcement.tier, collateral: collateral,
            hasProof: collateral != nil && claim.hasValidProof, source: source, firstSeen: turn.wallClock)
        put(Entry(record: record, inactiveSince: turn.now), &turn)
        if let collateral { settle(collateral, &turn) }
        return true
    }

    func wasForgotten(_ address: PeerAddress, at now: Moment) -> Bool {
        forgotten[address].map { now - $0 < NodeLimits.forgottenMasternodeMemory } ?? false
    }

    /// Counts one more masternode that the peer makes known, unless there were too many.
    private mutating func mayMakeKnown(_ peer: PeerAddress, at now: Moment) -> Bool {
        if hearsay[peer] == nil, hearsay.count >= NodeLimits.hearsayPeers {
            hearsay = hearsay.filter { now - $0.value.since < NodeLimits.hearsayWindow }
            guard hearsay.count < NodeLimits.hearsayPeers else { return false }
        }
        var budget = hearsay[peer] ?? Hearsay(since: now)
        if now - budget.since >= NodeLimits.hearsayWindow { budget = Hearsay(since: now) }
        guard budget.count < NodeLimits.hearsayPerPeer else { return false }
        budget.count += 1
        hearsay[peer] = budget
        return true
    }

    /// Forgets the one that is missed least, if there are as many as may be: hearsay first, then the longest unseen.
    ///
    /// - Returns: whether there is room now.
    private mutating func makeRoom(_ turn: inout RegistryTurn) -> Bool {
        guard entries.count >= PeersLimits.masternodeRecords else { return true }
        let dispensable = entries.values.filter {
            !$0.record.isActive && !$0.record.isRegistered && trust.standing(of: $0.record.address).trust == nil
        }
        let worst = dispensable.min { left, right in
            if left.record.isHearsay != right.record.isHearsay { return left.record.isHearsay }
            return (left.inactiveSince, left.record.address) < (right.inactiveSince, right.record.address)
        }
        guard let worst else { return false }
        forget(worst.record.address, &turn)
        return true
    }
}

extension MasternodeRecord {
    fileprivate func saysTheSame(as other: MasternodeRecord) -> Bool {
        rewardAddress == other.rewardAddress && publicKey == other.publicKey && claimedTier == other.claimedTier
            && collateral == other.collateral
    }
}

extension MasternodeClaim {
    /// Whether the owner of the announced reward address has signed the claim to the collateral. That the collateral
    /// pays to the same address, the chain tells.
    var hasValidProof: Bool {
        guard let collateral, !proof.isEmpty else { return false }
        return CollateralProof.isValid(
            proof, for: collateral, outputAddress: announcement.rewardAddress,
            rewardAddress: announcement.rewardAddress, announcedKey: announcement.publicKey)
    }

    fileprivate var hasForgedProof: Bool { collateral.map { CollateralProof.isForged(proof, for: $0) } ?? false }
}
