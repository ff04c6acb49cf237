import TimeChain
import TimeModel
import TimePeers

/// Which tier the chain backs.
extension MasternodeRegistry {
    mutating func learn(_ output: UnspentOutput?, at outpoint: OutPoint, _ turn: inout RegistryTurn) {
        guard claimants[outpoint] != nil else { return }
        outputs[outpoint] = output
        settle(outpoint, &turn)
    }

    /// Gives the collateral to the one of its claimants who has the best claim, and takes it from the others. Nobody is
    /// blamed for a claim: a good proof tells nothing of who shows it, and anybody may show another's.
    mutating func settle(_ outpoint: OutPoint, _ turn: inout RegistryTurn) {
        guard let claimants = claimants[outpoint] else { return }
        let holder = holder(of: outpoint)
        let tier = outputs[outpoint].flatMap(Self.tier) ?? .free
        for address in claimants.sorted() {
            let proven = address == holder ? tier : .free
            guard let known = entries[address]?.record, known.provenTier != proven else { continue }
            update(address, { $0.record.provenTier = proven }, &turn)
            if known.source == .direct {
                turn.log(.masternodeTier, "masternode's proven tier changed", address, ["tier": proven.name])
            }
            if proven > .free { relayWaiting(about: address, &turn) }
        }
    }

    /// The masternode that a collateral backs; nil while the chain lacks it, or pays it to nobody who claims it.
    ///
    /// Own words count before hearsay, then a proof, then being here, then who came first.
    func holder(of outpoint: OutPoint) -> PeerAddress? {
        guard let output = outputs[outpoint], let tier = Self.tier(output) else { return nil }
        let entitled = (claimants[outpoint] ?? [])
            .compactMap { entries[$0]?.record }
            .filter { record in
                (record.claimedTier == tier || record.claimedTier == .free)
                    && output.scriptPubkey.elementsEqual(record.rewardAddress.utf8)
            }
        return entitled.min(by: Self.hasBetterClaim)?.address
    }

    private static func hasBetterClaim(_ left: MasternodeRecord, _ right: MasternodeRecord) -> Bool {
        if left.isHearsay != right.isHearsay { return right.isHearsay }
        if left.hasProof != right.hasProof { return left.hasProof }
        if left.isActive != right.isActive { return left.isActive }
        return (left.firstSeen, left.address) < (right.firstSeen, right.address)
    }

    /// The tier whose collateral this is, to the unit.
    private static func tier(_ output: UnspentOutput) -> MasternodeTier? {
        MasternodeTier.allCases.first { $0 > .free && $0.collateral == output.value }
    }
}
