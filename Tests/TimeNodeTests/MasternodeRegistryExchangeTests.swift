import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeWire

/// What peers are asked and told.
struct MasternodeRegistryExchangeTests {
    private let one = SampleNode("93.184.216.1")
    private let paid = SampleNode("93.184.216.2", seed: 9, tier: .gold, collateral: .sample(1))
    private let peers = (200...202).map { PeerAddress("93.184.216.\($0)")! }

    private func queries(_ effects: [MasternodeRegistry.Effect]) -> [PeerAddress] {
        effects.compactMap { if case .query(let peer) = $0 { peer } else { nil } }
    }

    private func relays(_ effects: [MasternodeRegistry.Effect]) -> [PeerAddress] {
        effects.compactMap { if case .relay(_, let peer) = $0 { peer } else { nil } }
    }

    // MARK: Asking

    @Test func peersAreAskedInTurnAndSeldom() {
        var driver = RegistryDriver()
        for peer in peers { driver.tell(.established(peer)) }
        driver.pass(306)
        #expect(queries(driver.takeEffects()).isEmpty)
        driver.pass(1_000)
        let asked = queries(driver.takeEffects())
        #expect(Array(asked.prefix(6)) == peers + peers)
        #expect(asked.count <= 1_000 / 61 + 1)
    }

    @Test func onePeerIsAskedFarLessThanItAnswers() {
        var driver = RegistryDriver()
        driver.tell(.established(peers[0]))
        driver.pass(3_600)
        #expect((9...12).contains(queries(driver.takeEffects()).count))
    }

    @Test func whoseAnswerWasLeftAsideIsAskedAfterCatchingUp() {
        var driver = RegistryDriver()
        driver.tick(isSyncing: true)
        driver.tell(.established(peers[0]))
        driver.tick(isSyncing: true)
        #expect(queries(driver.takeEffects()).isEmpty)
        driver.tick()
        #expect(queries(driver.takeEffects()) == [peers[0]])
    }

    // MARK: Answering

    @Test func theAnswerNamesWhoIsHereTheHighestTiersFirst() throws {
        var driver = RegistryDriver()
        driver.chain[.sample(1)] = paid.output
        let late = SampleNode("93.184.216.3", seed: 4)
        driver.join(one)
        driver.join(paid)
        driver.skip(.seconds(5))
        driver.join(late)
        driver.tell(.listed([SampleNode("93.184.216.4").listed], by: one.address))
        driver.join(SampleNode("93.184.216.5", tier: .gold, collateral: .sample(2)))
        let answer = driver.registry.answer()
        #expect(answer.map(\.announcement) == [paid.announcement, late.announcement, one.announcement])
        #expect(answer.map(\.collateralOutpoint) == [.sample(1), nil, nil])
        #expect(answer[2].registeredAt == UnixTime(RegistryDriver.began))
        driver.tell(.gone(paid.address))
        #expect(driver.registry.answer(limit: 1).map(\.announcement) == [late.announcement])
    }

    @Test func anAnswerIsNeverLongerThanPeersTake() {
        var driver = RegistryDriver()
        for number in 0..<100 { driver.join(SampleNode("93.184.217.\(number)")) }
        #expect(driver.registry.answer().count == 64)
        #expect(driver.registry.answer(limit: -1).isEmpty)
    }

    // MARK: Dialling

    @Test func registeredOnesAreDialledBeforeOthersAndHearsayLast() {
        var driver = RegistryDriver()
        driver.chain[.sample(1)] = paid.output
        driver.join(one)
        driver.tell(.listed([SampleNode("93.184.216.0").listed], by: one.address))
        driver.join(paid)
        let candidates = driver.registry.dialCandidates
        #expect(candidates.map(\.address.description) == ["93.184.216.2", "93.184.216.1", "93.184.216.0"])
        #expect(candidates.map(\.kind) == [.masternode, .masternode, .other])
    }

    @Test func newCandidatesAreToldOnceATick() {
        var driver = RegistryDriver()
        _ = driver.takeEffects()
        driver.tell(.established(peers[0]))
        driver.tell(.listed((0..<64).map { SampleNode("93.184.217.\($0)").listed }, by: peers[0]))
        driver.tick()
        driver.tick()
        let told = driver.takeEffects().count { if case .candidatesChanged = $0 { true } else { false } }
        #expect(told == 1)
    }

    // MARK: Passing on

    @Test func nothingIsPassedOnUnlessSomebodyWantsIt() {
        var driver = RegistryDriver()
        for peer in peers { driver.tell(.established(peer)) }
        driver.join(one)
        driver.tell(.announced(SampleNode("93.184.216.7").claim, by: peers[0]))
        #expect(relays(driver.takeEffects()).isEmpty)
    }

    @Test func aNewAnnouncementIsPassedOnOnceAndNeverBack() throws {
        var driver = RegistryDriver(relays: true)
        for peer in peers { driver.tell(.established(peer)) }
        driver.join(one)
        driver.tell(.announced(one.claim, by: one.address))
        driver.tell(.announced(one.claim, by: peers[0]))
        #expect(relays(driver.takeEffects()) == peers)
        let other = SampleNode("93.184.216.7")
        driver.tell(.announced(other.claim, by: peers[0]))
        driver.tell(.announced(other.claim, by: peers[1]))
        let effects = driver.takeEffects()
        #expect(relays(effects) == [one.address, peers[1], peers[2]])
        guard case .relay(let claim, _)? = effects.first(where: { if case .relay = $0 { true } else { false } })
        else { return }
        #expect(
            claim.relayed
                == .masternodeAnnouncementV3(
                    other.announcement, collateral: nil, certificate: [], startedAt: UnixTime(5)))
    }

    @Test func listsAreNotPassedOn() {
        var driver = RegistryDriver(relays: true)
        for peer in peers { driver.tell(.established(peer)) }
        driver.tell(.listed([one.listed], by: peers[0]))
        #expect(relays(driver.takeEffects()).isEmpty)
    }

    @Test func aTierIsPassedOnOnceTheChainBacksIt() {
        var driver = RegistryDriver(relays: true)
        for peer in peers { driver.tell(.established(peer)) }
        driver.join(paid)
        #expect(relays(driver.takeEffects()).isEmpty)
        driver.chain[.sample(1)] = paid.output
        driver.nextBlock()
        #expect(relays(driver.takeEffects()) == peers)
    }

    @Test func noPeerGetsMoreThanTwoAMinute() {
        var driver = RegistryDriver(relays: true)
        driver.tell(.established(peers[0]))
        for number in 1...5 { driver.tell(.announced(SampleNode("93.184.217.\(number)").claim, by: peers[0])) }
        driver.tell(.established(peers[1]))
        for number in 6...10 { driver.tell(.announced(SampleNode("93.184.217.\(number)").claim, by: peers[0])) }
        #expect(relays(driver.takeEffects()) == [peers[1], peers[1]])
        driver.pass(60)
        driver.tell(.announced(SampleNode("93.184.217.11").claim, by: peers[0]))
        #expect(relays(driver.takeEffects()) == [peers[1]])
    }

    @Test func whoWasForgottenIsNotPassedOnForAnHour() {
        var driver = RegistryDriver(relays: true)
        driver.tell(.established(peers[0]))
        driver.join(one)
        driver.tell(.gone(one.address))
        driver.pass(300)
        _ = driver.takeEffects()
        driver.join(one)
        #expect(relays(driver.takeEffects()).isEmpty)
    }
}
