import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation
import TimeWire

/// What nobody can do to the registry.
struct MasternodeRegistryAdversityTests {
    private let peers = (200...220).map { PeerAddress("93.184.216.\($0)")! }

    /// A claim about one of a few addresses and collaterals, sometimes with the owner's proof.
    private func node(_ random: inout SeededGenerator) -> SampleNode {
        var node = SampleNode(
            "93.184.216.\(random.below(8))", seed: UInt8(1 + random.below(4)),
            tier: MasternodeTier.allCases[Int(random.below(4))])
        if node.tier > .free || random.chance(0.3) {
            node.collateral = .sample(UInt8(random.below(3)))
            if random.chance(0.5) { node = node.proving }
        }
        return node
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func whatOthersSayChangesNothingThatIsKnown(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var driver = RegistryDriver()
        for number in 0..<3 { driver.chain[.sample(UInt8(number))] = node(&random).output }
        for _ in 0..<4 { driver.join(node(&random)) }
        for peer in peers { driver.tell(.established(peer)) }
        driver.nextBlock()
        for _ in 0..<300 {
            let before = driver.registry.records
            let peer = peers[Int(random.below(UInt64(peers.count)))]
            switch random.below(3) {
            case 0: driver.tell(.announced(node(&random).claim, by: peer))
            case 1: driver.tell(.listed((0..<5).map { _ in node(&random).listed }, by: peer))
            default: driver.tell(.visible((0..<5).map { _ in node(&random).address.description }, by: peer))
            }
            for record in before {
                guard var after = driver.registry.record(of: record.address) else {
                    Issue.record("\(record.address) is gone, seed \(seed)")
                    continue
                }
                // Between two that are known from others only, a proof may decide.
                if record.isHearsay { after.provenTier = record.provenTier }
                #expect(after == record, "seed \(seed)")
            }
        }
    }

    @Test func theSameEventsHaveTheSameEffects() {
        func run() -> [String] {
            var random = SeededGenerator(seed: 1)
            var driver = RegistryDriver(relays: true)
            driver.chain[.sample(1)] = SampleNode("93.184.216.1", tier: .gold).output
            for peer in peers { driver.tell(.established(peer)) }
            for _ in 0..<200 {
                let node = node(&random)
                if random.chance(0.5) { driver.join(node) }
                driver.tell(.announced(node.claim, by: peers[Int(random.below(UInt64(peers.count)))]))
                driver.pass(Int(random.below(20)))
            }
            return driver.effects.map { effect in
                guard case .log(let line) = effect else { return "\(effect)" }
                return "\(line.message) \(line.metadata.sorted { $0.key < $1.key })"
            }
        }
        #expect(run() == run())
    }

    @Test func noPeerMakesMoreThanItsShareKnown() {
        var driver = RegistryDriver()
        driver.tell(.established(peers[0]))
        for round in 0..<10 {
            driver.tell(.listed((0..<64).map { SampleNode("93.100.\(round).\($0)").listed }, by: peers[0]))
            // A new session is no new share.
            driver.tell(.gone(peers[0]))
            driver.tell(.established(peers[0]))
        }
        #expect(driver.registry.records.count == NodeLimits.hearsayPerPeer)
    }

    @Test func aListIsReadToItsLimit() {
        var driver = RegistryDriver()
        driver.tell(.established(peers[0]))
        driver.tell(.listed((0..<100).map { SampleNode("93.100.0.\($0)").listed }, by: peers[0]))
        #expect(driver.registry.records.count == NodeLimits.masternodesPerList)
    }

    @Test func hearsayLeavesRoomForOwnWords() {
        var driver = RegistryDriver()
        for (number, peer) in peers.enumerated() {
            driver.tell(.established(peer))
            for round in 0..<2 {
                driver.tell(
                    .listed((0..<64).map { SampleNode("93.\(100 + number).\(round).\($0)").listed }, by: peer))
            }
        }
        #expect(driver.registry.records.count == NodeLimits.hearsayMasternodes)
        let node = SampleNode("93.184.216.1")
        driver.join(node)
        #expect(driver.record(node)?.isActive == true)
        #expect(driver.registry.dialCandidates.count == NodeLimits.hearsayDials + 1)
    }

    @Test func aFloodOfAnnouncersFillsARegistryAndNoMore() {
        var driver = RegistryDriver()
        let owner = SampleNode("93.184.216.1", tier: .bronze, collateral: .sample(1))
        driver.chain[.sample(1)] = owner.output
        driver.join(owner)
        driver.tell(.gone(owner.address))
        for number in 0..<(PeersLimits.masternodeRecords + 500) {
            let node = SampleNode("93.\(100 + number / 10_000).\(number / 100 % 100).\(number % 100)")
            driver.join(node)
            driver.tell(.gone(node.address))
        }
        #expect(driver.registry.records.count == PeersLimits.masternodeRecords)
        #expect(driver.registry.isRegistered(owner.address))
    }

    @Test func whenAllAreHereOneMoreHasNoRoom() {
        var driver = RegistryDriver()
        for number in 0..<PeersLimits.masternodeRecords {
            driver.join(SampleNode("93.100.\(number / 100).\(number % 100)"))
        }
        let node = SampleNode("93.184.216.1")
        driver.join(node)
        #expect(driver.record(node) == nil)
        driver.tell(.gone(PeerAddress("93.100.0.0")!))
        driver.tell(.announced(node.claim, by: node.address))
        #expect(driver.record(node) != nil && driver.registry.records.count == PeersLimits.masternodeRecords)
    }
}
