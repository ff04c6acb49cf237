import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation
import TimeWire

/// What a node makes of its registry of masternodes: slots, dials, answers and the store.
struct NodeCoreMasternodeTests {
    private let masternode = SampleNode("93.184.216.1", tier: .gold, collateral: .sample(1))
    private let reporter = PeerAddress("93.184.216.200")!

    /// A node that has caught up, with a whitelisted peer that says so.
    private struct Driver {
        var node: NodeCore
        var now = Moment.start
        private(set) var dialled: [PeerAddress] = []
        private var lastSession: UInt64 = 0

        init(_ reporter: PeerAddress, known: [MasternodeRecord] = [], inbound: Int = 250) {
            let wallClock = UnixTime(RegistryDriver.began)
            let network = NetworkParameters.testnet
            let tip = ChainTip(
                height: .genesis, hash: network.genesisHash, timestamp: wallClock, treasury: .zero, supplyDrift: 0)
            node = NodeCore(
                settings: NodeSettings(
                    network: network, buildNumber: NetworkParameters.buildNumber, listen: nil, connect: [],
                    maximumInboundSessions: inbound),
                tip: tip, trust: .trusting([reporter], at: wallClock))
            tell(.started(masternodes: known))
            let session = connect(reporter)
            tell(.reported(session, .tip(height: .genesis, hash: network.genesisHash)))
            tell(.tick)
        }

        @discardableResult
        mutating func tell(_ event: NodeCore.Event) -> [NodeCore.Effect] {
            let wallClock = UnixTime(RegistryDriver.began).advanced(bySeconds: now.sinceStart.components.seconds)
            let effects = node.handle(event, at: now, wallClock: wallClock)
            dialled += effects.compactMap { if case .dial(let endpoint) = $0 { endpoint.address } else { nil } }
            return effects
        }

        mutating func connect(_ address: PeerAddress) -> SessionID {
            lastSession += 1
            tell(
                .established(
                    SessionID(lastSession),
                    NodeCore.Candidate(
                        endpoint: PeerEndpoint(address: address, port: 24100), role: .listener, build: nil,
                        isEncrypted: true)))
            return SessionID(lastSession)
        }

        /// Lets the masternode announce itself, and the chain back it.
        mutating func register(_ masternode: SampleNode, on session: SessionID) -> [NodeCore.Effect] {
            let effects = tell(.reported(session, .announced(masternode.claim)))
            for case .lookUp(let outpoints) in effects {
                tell(.outputs(Dictionary(uniqueKeysWithValues: outpoints.map { ($0, masternode.output) })))
            }
            return effects
        }

        mutating func pass(_ seconds: Int) -> [NodeCore.Effect] {
            (0..<seconds)
                .flatMap { _ in
                    now = now + .seconds(1)
                    return tell(.tick)
                }
        }
    }

    @Test func whoAnnouncesItselfIsProposedListedAndKept() throws {
        var driver = Driver(reporter)
        let session = driver.connect(masternode.address)
        let effects = driver.register(masternode, on: session)
        let proposed = effects.compactMap { effect in
            if case .announced(let address, _, let collateral) = effect { (address, collateral) } else { nil }
        }
        #expect(proposed.map(\.0) == [masternode.address])
        #expect(proposed.map(\.1) == [masternode.collateral])
        #expect(driver.node.masternodeList().map(\.announcement) == [masternode.announcement])
        #expect(driver.node.peerExchange().first { $0.address == "93.184.216.1" }?.tier == .gold)
        let kept = driver.node.takeMasternodes()
        #expect(kept.written.map(\.address) == [masternode.address])
        #expect(kept.written.first?.provenTier == .gold)
        #expect(driver.node.takeMasternodes().written.isEmpty)
        driver.tell(.ended(session, masternode.address, .closedByPeer, .init()))
        #expect(driver.node.masternodeList().isEmpty)
    }

    @Test func whatOthersSayProposesNobody() {
        var driver = Driver(reporter)
        let session = driver.connect(PeerAddress("93.184.216.9")!)
        let said: [SessionReport] = [
            .announced(masternode.claim), .masternodes([SampleNode("93.184.216.2").listed]),
            .visibleMasternodes(["93.184.216.3"]),
        ]
        for report in said {
            let effects = driver.tell(.reported(session, report))
            #expect(!effects.contains { if case .announced = $0 { true } else { false } })
        }
        #expect(driver.node.masternodeRecords.map(\.address.description) == ["93.184.216.1", "93.184.216.2"])
        #expect(driver.node.masternodeRecords.allSatisfy { $0.isHearsay && $0.provenTier == .free })
        #expect(driver.node.masternodeList().isEmpty)
    }

    @Test func aRegisteredMasternodeGetsASlotThatStrangersDoNot() {
        var driver = Driver(reporter, inbound: 2)
        let session = driver.connect(masternode.address)
        _ = driver.register(masternode, on: session)
        driver.tell(.ended(session, masternode.address, .closedByPeer, .init()))
        #expect(driver.node.accepts(SessionID(90), PeerAddress("93.184.216.50")!, at: driver.now) == nil)
        driver.tell(.established(SessionID(90), candidate("93.184.216.50")))
        let stranger = driver.tell(.established(SessionID(91), candidate("93.184.216.51")))
        #expect(closed(stranger) == [SessionID(91)])
        #expect(closed(driver.tell(.established(SessionID(92), candidate("93.184.216.1")))).isEmpty)
    }

    @Test func aKnownMasternodeIsDialledAfterARestart() {
        let record = MasternodeRecord(
            address: masternode.address, rewardAddress: masternode.rewardAddress,
            publicKey: masternode.key.verifyingKey, claimedTier: .gold, provenTier: .gold,
            collateral: masternode.collateral, source: .direct, firstSeen: UnixTime(RegistryDriver.began - 500))
        let driver = Driver(reporter, known: [record])
        #expect(driver.dialled == [masternode.address])
        #expect(driver.node.masternodeList().isEmpty)
    }

    @Test func aSilentMasternodeIsInactiveAndKeepsItsSession() {
        var driver = Driver(reporter)
        let session = driver.connect(masternode.address)
        _ = driver.register(masternode, on: session)
        var effects = driver.pass(299)
        #expect(driver.node.masternodeList().count == 1)
        effects += driver.pass(1)
        #expect(driver.node.masternodeList().isEmpty)
        #expect(closed(effects).isEmpty)
        driver.tell(.reported(session, .heard(at: driver.now)))
        #expect(driver.node.masternodeList().count == 1)
    }

    @Test func peersAreAskedForTheirListsSeldom() {
        var driver = Driver(reporter)
        _ = driver.connect(masternode.address)
        let asked = driver.pass(600)
            .count { if case .tell(_, .askMasternodes) = $0 { true } else { false } }
        #expect(asked > 0)
        #expect(asked <= 10)
    }

    private func candidate(_ address: String) -> NodeCore.Candidate {
        NodeCore.Candidate(
            endpoint: PeerEndpoint(address: PeerAddress(address)!, port: 24100), role: .listener, build: nil,
            isEncrypted: true)
    }

    private func closed(_ effects: [NodeCore.Effect]) -> [SessionID] {
        effects.compactMap { if case .tell(let session, .close) = $0 { session } else { nil } }
    }
}
