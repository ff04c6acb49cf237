package import TimeModel
package import TimePeers
package import TimeTransport
import TimeWire

/// What a node can say of itself and of its sessions at a moment, for RPC and metrics.
package struct NodeSnapshot: Sendable {
    package let status: NodeStatus
    package let phase: SyncPhase
    package let isResolvingFork: Bool
    /// By address.
    package internal(set) var peers: [PeerSnapshot]
    package let masternodes: [MasternodeRecord]
    package let whitelist: WhitelistSnapshot
    /// Of all addresses together, as far as they aren't forgotten.
    package let violations: Int
    /// Who has something against them, and how much.
    package let violators: [(address: PeerAddress, violations: Int)]
    /// How much longer than usual peers may take because this machine is slow; 1 if it isn't.
    package let slowness: Int
    /// The height that the peers are believed to have, or our own.
    package let best: Height
    /// Those that hold.
    package let alerts: [OpenAlert]
    package let recentAlerts: [AlertChange]
    /// How often each kind was raised or told since the start.
    package let alertCounts: [AlertKind: UInt64]
    /// Of all sessions since the start.
    package internal(set) var traffic = Traffic.none
}

/// How many entries the store of peers holds.
package struct WhitelistSnapshot: Hashable, Sendable {
    package let approved: Int
    package let pending: Int
    package let operatorBans: Int
    package let automaticBans: Int
}

/// A height and a hash that a peer told.
package struct PeerTip: Hashable, Sendable {
    package let height: Height
    package let hash: BlockHash

    package init(height: Height, hash: BlockHash) {
        self.height = height
        self.hash = hash
    }
}

/// One session that has a slot.
package struct PeerSnapshot: Sendable {
    let session: SessionID
    package let endpoint: PeerEndpoint
    package let direction: Admission.Direction
    package let isEncrypted: Bool
    package let since: UnixTime
    /// Told in its handshake; nil if it wasn't asked, as a peer that we dialled.
    package let build: UInt32?
    package let standing: PeerStanding
    /// Nil if it is none, as far as is known.
    package let masternode: MasternodeRecord?
    package let health: PeerHealth
    /// The phi that its grade comes from, of late.
    package let suspicion: Double
    /// Over the session.
    package let missedPongs: Int
    /// Nil before the first pong.
    package let lastRoundTrip: Duration?
    /// Of this session and earlier ones.
    package let roundTrips: RoundTripHistogram
    /// Nil until it tells one.
    package let tip: PeerTip?
    package internal(set) var traffic = Traffic.none
}

extension NodeCore {
    /// All but what only the sessions' connections know.
    package var snapshot: NodeSnapshot {
        let operators = trust.banCounts.filter(\.key.isOperators).values.reduce(0, +)
        return NodeSnapshot(
            status: status, phase: coordinator.phase, isResolvingFork: !forks.isIdle, peers: sessions,
            masternodes: masternodeRecords,
            whitelist: WhitelistSnapshot(
                approved: trust.approvedCount, pending: trust.pendingCount, operatorBans: operators,
                automaticBans: trust.banCounts[.automatic, default: 0]),
            violations: bans.totalViolations, violators: bans.violations, slowness: load.factor,
            best: bestHeight, alerts: alerts.open,
            recentAlerts: alerts.recent, alertCounts: alerts.counts)
    }

    /// Who has a slot, by address.
    package var sessions: [PeerSnapshot] {
        peers.sorted { $0.key < $1.key }
            .map { address, peer in
                PeerSnapshot(
                    session: peer.session, endpoint: peer.candidate.endpoint,
                    direction: peer.candidate.role == .dialer ? .outbound : .inbound,
                    isEncrypted: peer.candidate.isEncrypted, since: peer.since, build: peer.candidate.build,
                    standing: peer.standing, masternode: masternodes.record(of: address), health: peer.health,
                    suspicion: peer.suspicion, missedPongs: peer.missedPings, lastRoundTrip: peer.lastRoundTrip,
                    roundTrips: peer.roundTrips,
                    tip: peer.tip)
            }
    }
}
