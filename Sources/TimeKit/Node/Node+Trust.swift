import Logging
import TimeChain
public import TimeModel
import TimePeers
import TimeWire

/// Who is trusted, and what follows from it for dials and sessions.
extension Node {
    func standing(of address: PeerAddress) -> PeerStanding { trust.standing(of: address) }

    /// For the log: the source of the trust, or `no`.
    func whitelisting(of address: PeerAddress) -> Logger.MetadataValue {
        "\(standing(of: address).trust?.source.rawValue ?? "no")"
    }

    func leniency(for standing: PeerStanding) -> PeerSession.Leniency {
        PeerSession.Leniency(
            isExemptFromLimits: standing.permissions.contains(.norate),
            keepsTrust: standing.permissions.contains(.keep), extendsPatience: settings.extendsWhitelistedPatience)
    }

    /// Takes the configuration's peers for those to stay connected to.
    public func reconfigure(connect endpoints: [PeerEndpoint]) {
        connect = endpoints
        planDials()
    }

    /// Goes on with a newer state of the store: for dials, for sessions that stand, and for those to come.
    func adopt(_ table: TrustTable) {
        trust = table
        planDials()
        for (address, handle) in sessions {
            let standing = table.standing(of: address)
            guard standing != handle.standing else { continue }
            sessions[address]?.standing = standing
            logger.info("peer's standing changed", metadata: ["peer": "\(address)", "standing": "\(standing)"])
            guard !standing.isBanned else {
                handle.tell(.close(.banned))
                continue
            }
            handle.tell(.leniency(leniency(for: standing)))
            coordinate(.trusted(address, standing.permissions.contains(.sync)))
        }
    }

    /// Dials what a web server named, after everything that the operator did.
    func adopt(discovered endpoints: [PeerEndpoint]) {
        discovered = endpoints
        planDials()
    }

    /// Kept peers first; nobody who is banned, and not ourselves (`policy §3`).
    func planDials() {
        let named = connect + discovered
        let ports = Dictionary(named.map { ($0.address, $0) }) { first, _ in first }
        let kept = trust.keptAddresses.lazy
            .map { ports[$0] ?? PeerEndpoint(address: $0, port: self.settings.network.peerPort) }
        let own = settings.bindAddress
        let endpoints = (Array(kept.prefix(PeersLimits.plannedPeers)) + named)
            .filter { !standing(of: $0.address).isBanned && $0.address != own }
        planner.plan(endpoints, at: clock.now())
    }

    /// Who completed a handshake since this was last asked; with those who still are connected, if so wished.
    func takeSeen(includingConnected: Bool) -> Set<PeerAddress> {
        defer { seen = [] }
        return includingConnected ? seen.union(sessions.keys) : seen
    }

    /// A peer says that it is a masternode. Its collateral counts if it is there to spend and pays to the same address.
    func announced(_ announcement: MasternodeAnnouncement, collateral: OutPoint?, by address: PeerAddress) async {
        guard sessions[address] != nil else { return }
        var output: UnspentOutput?
        do {
            if announcement.tier > .free, let collateral { output = try store.unspentOutput(collateral) }
        } catch {
            return storeFailed(error)
        }
        let pays =
            output.map {
                $0.value == announcement.tier.collateral
                    && $0.scriptPubkey.elementsEqual(announcement.rewardAddress.utf8)
            } ?? false
        await keeper.announced(address, tier: announcement.tier, paysCollateral: pays)
    }
}
