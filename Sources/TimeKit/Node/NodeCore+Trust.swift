import Logging
package import TimeModel
package import TimePeers
package import TimeWire

/// Who is trusted, and what follows from it for dials and sessions.
extension NodeCore {
    package func standing(of address: PeerAddress) -> PeerStanding { trust.standing(of: address) }

    package func leniency(for standing: PeerStanding) -> PeerSession.Leniency {
        PeerSession.Leniency(
            isExemptFromLimits: standing.permissions.contains(.norate),
            keepsTrust: standing.permissions.contains(.keep), extendsPatience: settings.extendsWhitelistedPatience)
    }

    /// For the log: the source of the trust, or `no`.
    func whitelisting(of address: PeerAddress) -> String { standing(of: address).trust?.source.rawValue ?? "no" }

    /// Goes on with a newer state of the store: for dials, for sessions that stand, and for those to come.
    mutating func adopt(_ table: TrustTable, _ turn: inout NodeTurn) {
        let before = trust
        trust = table
        watch(&turn)
        reportWhitelist(since: before, &turn)
        register(.trust(table), &turn)
        planDials(&turn)
        for address in peers.keys.sorted() {
            let standing = table.standing(of: address)
            guard standing != peers[address]?.standing else { continue }
            peers[address]?.standing = standing
            if let ticket = peers[address]?.ticket {
                admission.reclassify(ticket, standing: standing, isMasternode: masternodes.isRegistered(address))
            }
            turn.log(.info, "peer's standing changed", ["peer": "\(address)", "standing": "\(standing)"])
            guard !standing.isBanned else {
                tell(address, .close(.banned), &turn)
                continue
            }
            tell(address, .leniency(leniency(for: standing)), &turn)
            coordinate(.trusted(address, standing.permissions.contains(.sync)), &turn)
        }
    }

    /// Who is trusted now, or no longer, is an alert; another change of the store is a line.
    private mutating func reportWhitelist(since before: TrustTable, _ turn: inout NodeTurn) {
        let figures = ["approved": "\(trust.approvedCount)", "pending": "\(trust.pendingCount)"]
        let (kept, keptBefore) = (Set(trust.keptAddresses), Set(before.keptAddresses))
        let added = kept.subtracting(keptBefore)
        let gone = keptBefore.subtracting(kept)
        let alerts: [(kind: AlertKind, isRaised: Bool, peers: Set<PeerAddress>)] = [
            (.whitelisted, !added.isEmpty || trust.approvedCount > before.approvedCount, added),
            (.expired, !gone.isEmpty || trust.approvedCount < before.approvedCount, gone),
        ]
        for (kind, isRaised, peers) in alerts where isRaised {
            let named = peers.sorted().prefix(NodeLimits.peersNamed).map(\.description).joined(separator: " ")
            alert(
                .happened(Alert(kind, .info, "whitelist changed", figures.merging(["peers": named]) { $1 })), &turn)
        }
        if !alerts.contains(where: \.isRaised) { turn.log(.info, "whitelist changed", figures) }
    }

    /// Kept peers first; nobody who is banned, and not ourselves (`policy §3`).
    mutating func planDials(_ turn: inout NodeTurn) {
        let own = settings.bindAddress
        let candidates = settings.dialsOnlyNamed ? connect.map { DialCandidate($0, .kept) } : dialCandidates
        planner.plan(
            candidates.filter { !standing(of: $0.endpoint.address).isBanned && $0.endpoint.address != own },
            at: turn.now)
    }

    private var dialCandidates: [DialCandidate] {
        let ports = Dictionary((connect + discovered).map { ($0.address, $0) }) { first, _ in first }
        func endpoint(_ address: PeerAddress) -> PeerEndpoint {
            ports[address] ?? PeerEndpoint(address: address, port: settings.network.peerPort)
        }
        let kept = trust.keptAddresses.prefix(PeersLimits.plannedPeers).map(endpoint)
        return (kept + connect).map { DialCandidate($0, .kept) }
            + masternodes.dialCandidates.map { DialCandidate(endpoint($0), $1) }
            + discovered.map { DialCandidate($0, .other) }
    }

    /// Who completed a handshake since this was last asked; with those who still are connected, if so wished.
    package mutating func takeSeen(includingConnected: Bool) -> Set<PeerAddress> {
        defer { seen = [] }
        return includingConnected ? seen.union(peers.keys) : seen
    }
}
