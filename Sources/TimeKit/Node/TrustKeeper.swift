public import Logging
public import TimeModel
public import TimePeers

/// Fills the whitelist, keeps it in order, and keeps the node's snapshot of it true (`design §3`).
///
/// The store is the only truth. What other processes change in it is seen within a second.
public actor TrustKeeper {
    package nonisolated let store: WhitelistStore
    let clock: NodeClock
    let logger: Logger
    private(set) var policy: WhitelistPolicy
    private var table = TrustTable.empty
    /// What the node goes by.
    private var told = TrustTable.empty
    private var lastExpiry: Moment?
    private var lastFlush: Moment?
    private var logGate = LogGate()
    private let records: PeerRecordStore
    private let masternodes: MasternodeStore
    private let executor = QueueExecutor(label: "timed.trust")

    /// Who the changes of the daemon are by.
    static let actor = "timed"

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    public init(
        _ database: PeerDatabase, policy: WhitelistPolicy, clock: NodeClock = .system(), logger: Logger
    ) {
        store = WhitelistStore(database)
        records = PeerRecordStore(database)
        masternodes = MasternodeStore(database)
        self.policy = policy
        self.clock = clock
        self.logger = logger
    }

    /// Makes the store's entries of the configuration those that it names, and expires what is over.
    ///
    /// To be done before the node listens.
    /// - Throws: `PeerStoreError`
    @discardableResult
    public func configure(_ trust: ConfiguredTrust, policy: WhitelistPolicy) throws -> TrustTable {
        self.policy = policy
        if !trust.whitelisted.isEmpty || !trust.complaints.isEmpty {
            logger.info("Loading \(trust.whitelisted.count) whitelisted peers from config")
        }
        var revoked: [WhitelistEntry] = []
        let changes = try change { edit in
            revoked = try edit.configure(trust)
            try edit.expire()
        }
        for complaint in trust.complaints { logger.warning("\(complaint)") }
        try refresh()
        let kept = Set(revoked.map(\.prefix))
        for address in trust.whitelisted where !kept.contains(AddressPrefix(address)) {
            logger.info("Whitelisted \(address) (config)")
            guard case .banned(let origin) = table.standing(of: address) else { continue }
            logger.warning(
                "configured peer is banned, and the ban counts",
                metadata: ["peer": "\(address)", "ban": "\(origin.rawValue)"])
        }
        for entry in revoked {
            logger.warning(
                "configured peer stays untrusted: its entry was revoked",
                metadata: ["peer": "\(entry.prefix)", "by": "\(entry.decidedBy ?? "?")", "at": "\(entry.updated.text)"])
        }
        report(changes.filter { $0.action != .configure })
        logger.info("Whitelist initialized with \(table.approvedCount) peers")
        lastExpiry = clock.now()
        return table
    }

    /// Watches the store until the task is cancelled.
    func run(for node: Node) async {
        told = table
        while !Task.isCancelled {
            try? await clock.sleep(NodeLimits.trustInterval)
            guard !Task.isCancelled else { break }
            await tick(node)
        }
        await flush(node, includingConnected: true)
    }

    private func tick(_ node: Node) async {
        let now = clock.now()
        if lastExpiry.map({ now - $0 >= NodeLimits.expiryInterval }) ?? true {
            lastExpiry = now
            await flush(node, includingConnected: true)
            attempt { report(try change { try $0.expire() }) }
        } else if lastFlush.map({ now - $0 >= NodeLimits.sightingInterval }) ?? true {
            lastFlush = now
            await flush(node, includingConnected: false)
        }
        attempt { if try isOutdated() { try refresh() } }
        let before = told
        guard table.revision != before.revision || table.validUntil != before.validUntil else { return }
        told = table
        await node.handle(.trust(told))
    }

    /// Bans an address for what it did, unless it is whitelisted: then it is recorded.
    func ban(_ address: PeerAddress, reason: String, evidence: String, expires: UnixTime) {
        attempt {
            _ = try change {
                try $0.banAutomatically(address, reason: reason, evidence: evidence, expires: expires)
            }
        }
    }

    /// What was learned of peers in earlier runs.
    /// - Throws: `PeerStoreError`
    public func knownPeers() throws -> [PeerAddress: PeerRecord] { try records.records() }

    /// Masternodes of earlier runs; none if the store can't be read.
    func knownMasternodes() -> [MasternodeRecord] {
        var known: [MasternodeRecord] = []
        attempt { known = try masternodes.records() }
        return known
    }

    /// A masternode announced itself from its own address (`policy §1`).
    func announced(_ address: PeerAddress, tier: MasternodeTier, paysCollateral: Bool) {
        guard policy.proposes(paysCollateral: paysCollateral), logGate.admits(.announced, address, at: clock.now())
        else { return }
        attempt {
            let tier = paysCollateral ? tier : .free
            report(
                try change { edit in
                    try edit.propose(
                        address, source: .announced, tier: tier, reason: "registered masternode (tier \(tier.name))",
                        policy: policy)
                })
        }
    }

    /// - Throws: `PeerStoreError` or `WhitelistRefusal`
    func change(_ body: (inout WhitelistEdit) throws -> Void) throws -> [WhitelistChange] {
        try store.change(by: Self.actor, at: clock.wallClock(), body)
    }

    /// What the daemon itself changed, at the level that matters to the operator.
    func report(_ changes: [WhitelistChange]) {
        for change in changes {
            switch change.after {
            case .entry(let entry) where change.action == .propose && entry.state == .approved:
                logger.info(
                    "Whitelisted \(entry.prefix) (\(entry.source.rawValue))", metadata: ["reason": "\(entry.reason)"])
            case .entry(let entry) where change.action == .propose:
                logger.info(
                    "whitelist entry waits for approval",
                    metadata: [
                        "peer": "\(entry.prefix)", "source": "\(entry.source.rawValue)", "reason": "\(entry.reason)",
                    ])
            default:
                logger.info(
                    "whitelist: \(change.action.rawValue)",
                    metadata: ["peer": "\(change.subject)", "reason": "\(change.reason)"])
            }
        }
    }

    private func isOutdated() throws -> Bool {
        try store.revision() != table.revision || table.validUntil.map { $0 <= clock.wallClock() } ?? false
    }

    private func refresh() throws { table = try store.trustTable(at: clock.wallClock()) }

    private func flush(_ node: Node, includingConnected: Bool) async {
        let seen = await node.takeSeen(includingConnected: includingConnected)
        let learned = await node.takeRecords()
        let changed = await node.takeMasternodes()
        attempt {
            if !seen.isEmpty { try store.noteSeen(seen, at: clock.wallClock()) }
            if !learned.isEmpty { try records.write(learned, at: clock.wallClock()) }
            if !changed.written.isEmpty || !changed.removed.isEmpty {
                try masternodes.write(changed.written, removing: changed.removed)
            }
        }
    }

    /// The node goes on with what it knows while the store can't be used.
    func attempt(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            guard logGate.admits(.storeFailed, at: clock.now()) else { return }
            logger.error("the store of peers can't be used, going on without", metadata: ["why": "\(error)"])
        }
    }
}
