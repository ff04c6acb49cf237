import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeWire

/// A registry with a clock and a chain: tells it events and answers what it looks up.
struct RegistryDriver {
    var registry: MasternodeRegistry
    private(set) var now = Moment.start
    var chain: [OutPoint: UnspentOutput] = [:]
    private(set) var effects: [MasternodeRegistry.Effect] = []
    private(set) var height: UInt64 = 1

    static let began: Int64 = 1_790_000_000
    var wallClock: UnixTime { UnixTime(Self.began).advanced(bySeconds: now.sinceStart.components.seconds) }

    init(relays: Bool = false) {
        registry = MasternodeRegistry(relaysAnnouncements: relays)
        tick()
    }

    mutating func tell(_ event: MasternodeRegistry.Event) {
        let effects = registry.handle(event, at: now, wallClock: wallClock)
        self.effects += effects
        for case .lookUp(let outpoints) in effects {
            for outpoint in outpoints { tell(.output(outpoint, chain[outpoint])) }
        }
    }

    mutating func tick(isSyncing: Bool = false) { tell(.tick(Height(height), isSyncing: isSyncing)) }

    /// Second after second; those of `present` say something all the time.
    mutating func pass(_ seconds: Int, present: [PeerAddress] = []) {
        for _ in 0..<seconds {
            now = now + .seconds(1)
            for peer in present { tell(.heard(peer, at: now)) }
            tick()
        }
    }

    /// One moment later, without anything happening meanwhile.
    mutating func skip(_ interval: Duration) { now = now + interval }

    mutating func nextBlock() {
        height += 1
        tick()
    }

    /// Opens a session and lets the peer announce itself.
    mutating func join(_ node: SampleNode) {
        tell(.established(node.address))
        tell(.announced(node.claim, by: node.address))
    }

    mutating func takeEffects() -> [MasternodeRegistry.Effect] {
        defer { effects = [] }
        return effects
    }

    func record(_ node: SampleNode) -> MasternodeRecord? { registry.record(of: node.address) }
}

/// A masternode that a test makes up.
struct SampleNode {
    var address: PeerAddress
    var key: Ed25519.SigningKey
    var rewardAddress: String
    var tier: MasternodeTier
    var collateral: OutPoint?
    var proof: [UInt8] = []

    init(_ address: String, seed: UInt8 = 7, tier: MasternodeTier = .free, collateral: OutPoint? = nil) {
        self.address = PeerAddress(address)!
        key = Ed25519.SigningKey(seed: [UInt8](repeating: seed, count: 32))!
        rewardAddress = Address(publicKey: key.verifyingKey.rawRepresentation, network: .testnet).description
        self.tier = tier
        self.collateral = collateral
    }

    /// With the collateral's owner's signature.
    var proving: SampleNode {
        var node = self
        node.proof = key.sign(CollateralProof.claimText(collateral!).utf8)
        return node
    }

    var announcement: MasternodeAnnouncement {
        MasternodeAnnouncement(
            address: address.description, rewardAddress: rewardAddress, tier: tier, publicKey: key.verifyingKey)
    }

    var claim: MasternodeClaim {
        MasternodeClaim(announcement, collateral: collateral, startedAt: UnixTime(5), proof: proof)
    }

    var listed: MasternodeAnnouncementData {
        MasternodeAnnouncementData(
            announcement: announcement, collateralOutpoint: collateral, registeredAt: UnixTime(5))
    }

    /// The output that backs the tier.
    var output: UnspentOutput {
        UnspentOutput(value: tier.collateral, scriptPubkey: Array(rewardAddress.utf8), height: Height(1))
    }
}

extension OutPoint {
    static func sample(_ byte: UInt8) -> OutPoint {
        OutPoint(transactionID: TransactionID(Hash256([UInt8](repeating: byte, count: 32))!), index: 2)
    }
}
