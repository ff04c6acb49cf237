package import TimeModel

/// Which tip to make for, and when to ask peers for theirs (`policy §5`). A pure state machine.
package struct SyncCoordinator: Sendable {
    package enum Event: Sendable {
        /// `isTrusted`: a whitelisted peer with the `sync` permission, whose word is enough.
        case established(PeerAddress, isTrusted: Bool)
        /// The peer's word became enough, or is no longer.
        case trusted(PeerAddress, Bool)
        case gone(PeerAddress)
        case tip(PeerAddress, height: Height, hash: BlockHash)
        case connected(Height)
        case tick
    }

    package enum Effect: Hashable, Sendable {
        case askTip(PeerAddress)
        /// Blocks up to here are wanted.
        case target(Height)
        case phase(SyncPhase)
    }

    private struct Peer {
        var isTrusted: Bool
        var height: Height?
        var heardAt: Moment
        var askedAt: Moment
    }

    private let network: NetworkParameters
    private var peers: [PeerAddress: Peer] = [:]
    private var local: Height
    private var target: Height
    package private(set) var phase: SyncPhase = .waitingForPeers
    /// The height that the peers are believed to have; nil while none counts.
    package private(set) var best: Height?

    package init(network: NetworkParameters, local: Height) {
        self.network = network
        self.local = local
        target = local
    }

    package mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .established(let address, let isTrusted):
            peers[address] = Peer(isTrusted: isTrusted, heardAt: now, askedAt: now)
            effects.append(.askTip(address))
        case .trusted(let address, let isTrusted):
            peers[address]?.isTrusted = isTrusted
        case .gone(let address):
            peers[address] = nil
        case .tip(let address, let height, _):
            peers[address]?.height = height
            peers[address]?.heardAt = now
        case .connected(let height):
            local = height
        case .tick:
            effects += questions(at: now, wallClock: wallClock)
        }
        return effects + decide(at: now, wallClock: wallClock)
    }

    private mutating func questions(at now: Moment, wallClock: UnixTime) -> [Effect] {
        let due = network.expectedHeight(at: wallClock)
        let sinceSlot = wallClock.seconds(since: network.slotTime(of: due))
        let interval =
            due == local.next && sinceSlot < NodeLimits.slotAttention
            ? NodeLimits.tipIntervalAtSlot : NodeLimits.tipInterval
        var effects: [Effect] = []
        // In an order that is the same in each run.
        let asked = peers.lazy.filter { now - $0.value.askedAt >= interval }.map(\.key).sorted()
        for address in asked {
            peers[address]?.askedAt = now
            effects.append(.askTip(address))
        }
        return effects
    }

    private mutating func decide(at now: Moment, wallClock: UnixTime) -> [Effect] {
        var effects: [Effect] = []
        let credible = credibleTip(at: now, wallClock: wallClock)
        best = credible
        if let credible, credible > local, credible != target {
            target = credible
            effects.append(.target(credible))
        }
        let next: SyncPhase =
            if let credible {
                credible > local ? .catchingUp(to: credible) : .synced
            } else {
                .waitingForPeers
            }
        if next != phase {
            phase = next
            effects.append(.phase(next))
        }
        return effects
    }

    /// The greatest height that three peers (or all, when fewer told theirs) have reached, or one trusted peer.
    private func credibleTip(at now: Moment, wallClock: UnixTime) -> Height? {
        let ceiling = network.expectedHeight(at: wallClock)
        var heights: [Height] = []
        var trusted: Height?
        for peer in peers.values {
            guard let height = peer.height, now - peer.heardAt <= NodeLimits.tipLifetime, height <= ceiling else {
                continue
            }
            heights.append(height)
            if peer.isTrusted { trusted = max(trusted ?? .genesis, height) }
        }
        guard !heights.isEmpty else { return nil }
        heights.sort(by: >)
        let supported = heights[min(NodeLimits.tipSupporters, heights.count) - 1]
        return max(supported, trusted ?? .genesis)
    }
}

/// Where a node stands relative to its peers.
package enum SyncPhase: Hashable, Sendable {
    /// No peer has told a tip that counts.
    case waitingForPeers
    case catchingUp(to: Height)
    case synced

    /// For the log.
    var name: String {
        switch self {
        case .waitingForPeers: "waiting for peers"
        case .catchingUp: "catching up"
        case .synced: "synced"
        }
    }

    /// Whether the node is so far behind that it leaves other messages aside (`wire §10.6`).
    package func isSyncing(at local: Height) -> Bool {
        if case .catchingUp(let target) = self {
            target.blocks(above: local) > NodeLimits.followingDistance
        } else {
            false
        }
    }
}
