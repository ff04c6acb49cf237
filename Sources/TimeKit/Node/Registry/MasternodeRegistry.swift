import Logging
package import TimeChain
package import TimeModel
package import TimePeers
package import TimeWire

/// Which masternodes there are, and which of them are there right now (`policy §2`, `masternodes §18.3`). A pure state
/// machine: it looks nothing up and sends nothing itself.
///
/// Of a masternode only its own word counts. What others say of it makes it known, changes nothing that is known, and is
/// held against nobody. A tier counts once the chain shows the collateral.
package struct MasternodeRegistry: Sendable {
    package enum Event: Sendable {
        /// The handshake with a peer is complete.
        case established(PeerAddress)
        case gone(PeerAddress)
        /// A message of any kind came whole from the peer at this moment.
        case heard(PeerAddress, at: Moment)
        case announced(MasternodeClaim, by: PeerAddress)
        case listed([MasternodeAnnouncementData], by: PeerAddress)
        /// Status gossip: masternodes that the peer claims to see.
        case visible([String], by: PeerAddress)
        /// The answer to `lookUp`; without an output that is there to spend, nil.
        case output(OutPoint, UnspentOutput?)
        case trust(TrustTable)
        /// Ours, as peers see it.
        case ownAddress(PeerAddress?)
        /// Whether masternodes may have addresses that aren't public, as on a test network of one machine.
        case privateAddresses(allowed: Bool)
        /// What a store kept, once at the start.
        case restored([MasternodeRecord])
        /// About once a second. While the node is syncing the chain tells nothing of collaterals, and sessions leave
        /// masternodes aside.
        case tick(Height, isSyncing: Bool)
    }

    package enum Effect: Sendable {
        /// Whether these outputs are there to spend; to be answered by `output`.
        case lookUp([OutPoint])
        /// A masternode's own word, for the whitelist. Without the collateral if another masternode holds that.
        case propose(PeerAddress, MasternodeAnnouncement, collateral: OutPoint?)
        /// The peer itself showed a proof whose signature isn't that of the key in it.
        case forged(PeerAddress)
        /// The masternode has become a registered one, or is one no longer: its claim to a reserved slot has changed.
        case registered(PeerAddress, Bool)
        /// `dialCandidates` are others now.
        case candidatesChanged
        /// Ask the peer for its list.
        case query(PeerAddress)
        case relay(MasternodeClaim, to: PeerAddress)
        case log(NodeCore.LogLine)
    }

    struct Entry: Sendable {
        var record: MasternodeRecord
        /// Of one that is inactive.
        var inactiveSince: Moment
        /// Who said to see it, and when: of interest to people only.
        var reports: [PeerAddress: Moment] = [:]
        var waitingRelay: WaitingRelay?
    }

    struct WaitingRelay: Sendable {
        let claim: MasternodeClaim
        let sender: PeerAddress
        let since: Moment
    }

    struct Session: Sendable {
        var heardAt: Moment
        /// When its list was last asked for; nil if the answer to the first question was left aside.
        var queriedAt: Moment?
        /// When announcements of others were sent to it.
        var relays: [Moment] = []
    }

    /// What a peer made known since a moment.
    struct Hearsay: Sendable {
        let since: Moment
        var count = 0
    }

    /// Whether new masternodes are made known to other peers.
    let relaysAnnouncements: Bool
    var trust = TrustTable.empty
    var ownAddress: PeerAddress?
    var allowsPrivate = false
    var isSyncing = true

    private(set) var entries: [PeerAddress: Entry] = [:]
    private(set) var hearsayCount = 0
    /// Who says to have a collateral, and those of them that the chain has.
    private(set) var claimants: [OutPoint: Set<PeerAddress>] = [:]
    var outputs: [OutPoint: UnspentOutput] = [:]
    var sessions: [PeerAddress: Session] = [:]
    var hearsay: [PeerAddress: Hearsay] = [:]
    var forgotten: [PeerAddress: Moment] = [:]
    var relayed: [PeerAddress: Moment] = [:]
    var lookedUpAt: Height?
    var lastQueried: PeerAddress?
    var nextQuery = Moment.start
    private var logGate = LogGate()
    private var areCandidatesOutdated = false
    private var changed: Set<PeerAddress> = []

    /// - Parameter relaysAnnouncements: Off unless somebody wants it: a relay tells peers nothing that the masternode
    ///   won't within a minute, and those that have just forgotten it count the relay against it (`masternodes §18.3`).
    package init(relaysAnnouncements: Bool = false) { self.relaysAnnouncements = relaysAnnouncements }

    package mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        var turn = RegistryTurn(now: now, wallClock: wallClock, logGate: logGate)
        logGate = LogGate()
        defer { logGate = turn.logGate }
        switch event {
        case .established(let peer): began(peer, &turn)
        case .gone(let peer): ended(peer, &turn)
        case .heard(let peer, let moment): heard(peer, at: min(moment, now), &turn)
        case .announced(let claim, let peer): take(claim, from: peer, &turn)
        case .listed(let list, let peer): take(list, from: peer, &turn)
        case .visible(let addresses, let peer): note(visible: addresses, by: peer, &turn)
        case .output(let outpoint, let output): learn(output, at: outpoint, &turn)
        case .trust(let table): trust = table
        case .ownAddress(let address):
            ownAddress = address
            if let address, entries[address] != nil { forget(address, &turn) }
        case .privateAddresses(let allowed): allowsPrivate = allowed
        case .restored(let records): restore(records, &turn)
        case .tick(let height, let isSyncing): tick(height, isSyncing: isSyncing, &turn)
        }
        return turn.effects
    }

    private mutating func tick(_ height: Height, isSyncing: Bool, _ turn: inout RegistryTurn) {
        self.isSyncing = isSyncing
        sweep(&turn)
        if isSyncing {
            lookedUpAt = nil
        } else {
            if lookedUpAt != height, !claimants.isEmpty { turn.effects.append(.lookUp(claimants.keys.sorted())) }
            lookedUpAt = height
            query(&turn)
        }
        if areCandidatesOutdated {
            areCandidatesOutdated = false
            turn.effects.append(.candidatesChanged)
        }
    }

    // MARK: Entries

    /// Puts the entry in place of what there was of its address, and asks for the collateral if nobody has yet.
    mutating func put(_ entry: Entry, _ turn: inout RegistryTurn) {
        let address = entry.record.address
        let old = entries[address]?.record
        entries[address] = entry
        guard old != entry.record else { return }
        changed.insert(address)
        hearsayCount += (entry.record.isHearsay ? 1 : 0) - (old?.isHearsay == true ? 1 : 0)
        if old?.source != entry.record.source || old?.isRegistered != entry.record.isRegistered {
            areCandidatesOutdated = true
        }
        if entry.record.isRegistered != (old?.isRegistered ?? false) {
            turn.effects.append(.registered(address, entry.record.isRegistered))
        }
        guard old?.collateral != entry.record.collateral else { return }
        if let outpoint = old?.collateral { unclaim(outpoint, by: address, &turn) }
        if let outpoint = entry.record.collateral {
            if claimants[outpoint] == nil, !isSyncing { turn.effects.append(.lookUp([outpoint])) }
            claimants[outpoint, default: []].insert(address)
        }
    }

    /// Forgets the masternode. It comes back by its own word.
    mutating func forget(_ address: PeerAddress, _ turn: inout RegistryTurn) {
        guard let record = entries.removeValue(forKey: address)?.record else { return }
        changed.insert(address)
        if record.isHearsay { hearsayCount -= 1 }
        areCandidatesOutdated = true
        if record.isRegistered { turn.effects.append(.registered(address, false)) }
        if let outpoint = record.collateral { unclaim(outpoint, by: address, &turn) }
    }

    private mutating func unclaim(_ outpoint: OutPoint, by address: PeerAddress, _ turn: inout RegistryTurn) {
        claimants[outpoint]?.remove(address)
        if claimants[outpoint]?.isEmpty ?? true {
            claimants[outpoint] = nil
            outputs[outpoint] = nil
        } else {
            settle(outpoint, &turn)
        }
    }

    mutating func update(_ address: PeerAddress, _ body: (inout Entry) -> Void, _ turn: inout RegistryTurn) {
        guard var entry = entries[address] else { return }
        body(&entry)
        put(entry, &turn)
    }

    /// For the store: what has changed since this was last asked. In a second call nothing has.
    package mutating func takeChanges() -> (written: [MasternodeRecord], removed: [PeerAddress]) {
        defer { changed = [] }
        let addresses = changed.sorted()
        return (addresses.compactMap { entries[$0]?.record }, addresses.filter { entries[$0] == nil })
    }
}

/// One call of `handle`: its times, and what has come of it so far.
struct RegistryTurn {
    let now: Moment
    let wallClock: UnixTime
    var logGate: LogGate
    var effects: [MasternodeRegistry.Effect] = []

    /// What an operator wants to know of one masternode, once a minute at most.
    mutating func log(
        _ topic: LogGate.Topic, _ message: String, _ address: PeerAddress, _ metadata: [String: String] = [:]
    ) {
        guard logGate.admits(topic, address, at: now) else { return }
        let metadata = metadata.merging(["peer": "\(address)"]) { given, _ in given }
        effects.append(.log(NodeCore.LogLine(level: .info, message: message, metadata: metadata)))
    }

    mutating func debug(_ message: String, _ address: PeerAddress) {
        effects.append(.log(NodeCore.LogLine(level: .debug, message: message, metadata: ["peer": "\(address)"])))
    }
}
