package import TimeModel
package import TimePeers

/// Which masternodes there are, for whitelist, slots and dials (`policy §2`, `§3`).
extension NodeCore {
    /// Begins with what a store kept. Masternodes have public addresses, unless this node itself has another.
    mutating func startRegistry(_ records: [MasternodeRecord], _ turn: inout NodeTurn) {
        let own = settings.bindAddress
        register(.trust(trust), &turn)
        register(.ownAddress(own), &turn)
        register(.privateAddresses(allowed: own.map { $0.scope != .publicUnicast } ?? false), &turn)
        register(.restored(records), &turn)
    }

    mutating func register(_ event: MasternodeRegistry.Event, _ turn: inout NodeTurn) {
        for effect in masternodes.handle(event, at: turn.now, wallClock: turn.wallClock) {
            switch effect {
            case .lookUp(let outpoints): turn.effects.append(.lookUp(outpoints))
            case .propose(let address, let announcement, let collateral):
                turn.effects.append(.announced(address, announcement, collateral: collateral))
            case .forged(let address):
                punish(address, for: .forgedSignature, evidence: "the proof of its collateral", &turn)
            case .registered(let address, let isMasternode):
                guard let peer = peers[address] else { break }
                admission.reclassify(peer.ticket, standing: peer.standing, isMasternode: isMasternode)
            case .candidatesChanged: planDials(&turn)
            case .query(let address): tell(address, .askMasternodes, &turn)
            case .relay(let claim, let address): tell(address, .relay(claim), &turn)
            case .log(let line): turn.effects.append(.log(line))
            }
        }
    }

    /// The answer to GetMasternodes (`wire §5.5`).
    package func masternodeList() -> [MasternodeAnnouncementData] { masternodes.answer() }

    /// What is known of masternodes, by address.
    package var masternodeRecords: [MasternodeRecord] { masternodes.records }

    /// What has changed in the registry since this was last asked.
    package mutating func takeMasternodes() -> (written: [MasternodeRecord], removed: [PeerAddress]) {
        masternodes.takeChanges()
    }
}
