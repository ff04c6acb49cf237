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
        case connected(Height, BlockHash)
        /// The block that the peer sent stands on another than our tip.
        case diverged(PeerAddress)
        case tick
    }

    package enum Effect: Hashable, Sendable {
        case askTip(PeerAddress)
        /// Blocks up to here are wanted.
        case target(Height)
        case phase(SyncPhase)
        /// Peers follow another chain than ours, and are enough to count.
        case rival(RivalTip)
    }

    private struct Tip: Hashable {
        let height: Height
        let hash: BlockHash
    }

    private struct ToldTip {
        let address: PeerAddress
        let tip: Tip
        let isTrusted: Bool
    }

    private struct Peer {
        var isTrusted: Bool
        var tip: Tip?
        var heardAt: Moment
        var askedAt: Moment
    }

    /// How many peers tell what.
    struct TipFigures: Hashable, Sendable {
        let peers: Int
        /// Told a tip of late that can be there.
        let counted: Int
        let aheadOfClock: Int
        /// The highest block that can be there by our clock.
        let ceiling: Height
    }

    private let network: NetworkParameters
    private var peers: [PeerAddress: Peer] = [:]
    private var local: Tip
    private var target: Height
    /// Something that decides has changed since the last decision.
    private var isUnsettled = false
    private var decidedAt = Moment.start
    package private(set) var phase: SyncPhase = .waitingForPeers
    /// The height that the peers are believed to have; nil while none counts.
    package private(set) var best: Height?

    package init(network: NetworkParameters, local: Height, hash: BlockHash) {
        self.network = network
        self.local = Tip(height: local, hash: hash)
        target = local
    }

    package mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .established(let address, let isTrusted):
            peers[address] = Peer(isTrusted: isTrusted, heardAt: now, askedAt: now)
            isUnsettled = true
            effects.append(.askTip(address))
        case .trusted(let address, let isTrusted):
            peers[address]?.isTrusted = isTrusted
            isUnsettled = true
        case .gone(let address):
            peers[address] = nil
            isUnsettled = true
        case .tip(let address, let height, let hash):
            let tip = Tip(height: height, hash: hash)
            isUnsettled = isUnsettled || peers[address]?.tip != tip
            peers[address]?.tip = tip
            peers[address]?.heardAt = now
        case .connected(let height, let hash):
            local = Tip(height: height, hash: hash)
            isUnsettled = true
        case .diverged(let address):
            if let rival = rival(of: address, at: now, wallClock: wallClock) { effects.append(.rival(rival)) }
        case .tick:
            effects += questions(at: now, wallClock: wallClock)
        }
        // Time changes little: tips become old, or come to be due.
        guard isUnsettled || now - decidedAt >= NodeLimits.decisionInterval else { return effects }
        isUnsettled = false
        decidedAt = now
        return effects + decide(at: now, wallClock: wallClock)
    }

    private mutating func questions(at now: Moment, wallClock: UnixTime) -> [Effect] {
        let due = network.expectedHeight(at: wallClock)
        let sinceSlot = wallClock.seconds(since: network.slotTime(of: due))
        let interval =
            due == local.height.next && sinceSlot < NodeLimits.slotAttention
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
        let told = tips(at: now, wallClock: wallClock)
        let credible = Self.credibleHeight(told)
        best = credible
        if let credible, credible > local.height, credible != target {
            target = credible
            effects.append(.target(credible))
        }
        let next: SyncPhase =
            if let credible {
                credible > local.height ? .catchingUp(to: credible) : .synced
            } else {
                .waitingForPeers
            }
        if next != phase {
            phase = next
            effects.append(.phase(next))
        }
        if next == .synced, let rival = rivalOfOurHeight(among: told) {
            effects.append(.rival(rival))
        }
        return effects
    }

    /// The greatest height that three peers (or all, when fewer told theirs) have reached, or one trusted peer.
    private static func credibleHeight(_ told: [ToldTip]) -> Height? {
        guard !told.isEmpty else { return nil }
        let trusted = told.filter(\.isTrusted).map(\.tip.height).max()
        let heights = told.map(\.tip.height).sorted(by: >)
        let supported = heights[min(NodeLimits.tipSupporters, heights.count) - 1]
        return max(supported, trusted ?? .genesis)
    }

    /// What peers said of late, but for what is ahead of the clock.
    private func tips(at now: Moment, wallClock: UnixTime) -> [ToldTip] {
        let ceiling = network.expectedHeight(at: wallClock)
        return peers.compactMap { address, peer in
            guard let tip = peer.tip, now - peer.heardAt <= NodeLimits.tipLifetime, tip.height <= ceiling else {
                return nil
            }
            return ToldTip(address: address, tip: tip, isTrusted: peer.isTrusted)
        }
    }

    func tipFigures(at now: Moment, wallClock: UnixTime) -> TipFigures {
        let ceiling = network.expectedHeight(at: wallClock)
        let ahead = peers.values.count { peer in peer.tip.map { $0.height > ceiling } ?? false }
        return TipFigures(
            peers: peers.count, counted: tips(at: now, wallClock: wallClock).count, aheadOfClock: ahead,
            ceiling: ceiling)
    }

    // MARK: Other chains

    private func rival(of address: PeerAddress, at now: Moment, wallClock: UnixTime) -> RivalTip? {
        let told = tips(at: now, wallClock: wallClock)
        guard let tip = told.first(where: { $0.address == address })?.tip else { return nil }
        return rival(tip, of: address, among: told)
    }

    /// The tip that most peers of our height have instead of ours; none while ours has a supermajority.
    private func rivalOfOurHeight(among told: [ToldTip]) -> RivalTip? {
        guard told.contains(where: { $0.tip.height == local.height && $0.tip != local }) else { return nil }
        let level = told.filter { $0.tip.height == local.height }
        let own = ForkChoice.Support(supporting: level.count { $0.tip == local }, checked: level.count)
        guard !own.isSupermajority else { return nil }
        let others = Dictionary(grouping: level.filter { $0.tip != local }, by: \.tip.hash)
        let leading = others.min { left, right in
            left.value.count != right.value.count ? left.value.count > right.value.count : left.key < right.key
        }
        guard let leading, let peer = leading.value.map(\.address).min() else { return nil }
        return rival(Tip(height: local.height, hash: leading.key), of: peer, among: told)
    }

    /// A tip counts with three supporters, or all when fewer told theirs, if they are more than half of those ahead of us
    /// (`chain-rules §8.6` O2), or with one trusted peer. Who is higher supports it too.
    private func rival(_ tip: Tip, of peer: PeerAddress, among told: [ToldTip]) -> RivalTip? {
        guard tip.height >= local.height, tip != local else { return nil }
        let supporters = told.count { $0.tip == tip || $0.tip.height > tip.height }
        let ahead = told.count { $0.tip == tip || $0.tip.height > local.height }
        guard
            told.contains(where: { $0.tip == tip && $0.isTrusted })
                || supporters >= min(NodeLimits.tipSupporters, told.count) && 2 * supporters > ahead
        else { return nil }
        let level = told.filter { $0.tip.height == tip.height }
        return RivalTip(
            peer: peer, height: tip.height, hash: tip.hash,
            support: ForkChoice.Support(supporting: level.count { $0.tip == tip }, checked: level.count))
    }
}

/// Where a node stands relative to its peers.
package enum SyncPhase: Hashable, Sendable {
    /// No peer has told a tip that counts.
    case waitingForPeers
    case catchingUp(to: Height)
    case synced

    /// Of all phases, as the log has them.
    package static let names = [SyncPhase.waitingForPeers, .catchingUp(to: .genesis), .synced].map(\.name)

    /// For the log.
    package var name: String {
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
