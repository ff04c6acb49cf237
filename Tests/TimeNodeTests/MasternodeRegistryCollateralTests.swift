import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeWire

/// Which tier counts.
struct MasternodeRegistryCollateralTests {
    private let paid = SampleNode("93.184.216.1", tier: .silver, collateral: .sample(1))
    private let rival = SampleNode("93.184.216.2", tier: .silver, collateral: .sample(1))
    private let peer = PeerAddress("93.184.216.200")!

    private func registrations(_ effects: [MasternodeRegistry.Effect]) -> [Bool] {
        effects.compactMap { if case .registered(_, let isRegistered) = $0 { isRegistered } else { nil } }
    }

    private func proposals(_ effects: [MasternodeRegistry.Effect]) -> [OutPoint?] {
        effects.compactMap { if case .propose(_, _, let collateral) = $0 { .some(collateral) } else { nil } }
    }

    private func driver(_ output: UnspentOutput? = nil) -> RegistryDriver {
        var driver = RegistryDriver()
        driver.chain[.sample(1)] = output
        return driver
    }

    @Test func theChainsCollateralProvesATier() {
        var driver = driver(paid.output)
        driver.join(paid)
        #expect(driver.record(paid)?.provenTier == .silver)
        #expect(driver.registry.isRegistered(paid.address))
        #expect(registrations(driver.takeEffects()) == [true])
    }

    @Test func withoutItTheTierIsAClaim() {
        var driver = driver()
        driver.join(paid)
        #expect(driver.record(paid)?.provenTier == .free && driver.record(paid)?.claimedTier == .silver)
        #expect(!driver.registry.isRegistered(paid.address))
    }

    @Test(arguments: [-1, 1])
    func theAmountIsExact(difference: Int64) {
        let value = Amount(rawValue: UInt64(Int64(paid.output.value.rawValue) + difference))
        var driver = driver(
            UnspentOutput(value: value, scriptPubkey: paid.output.scriptPubkey, height: Height(1)))
        driver.join(paid)
        #expect(driver.record(paid)?.provenTier == .free)
    }

    @Test func anotherTiersAmountProvesNothing() {
        var bronze = paid
        bronze.tier = .bronze
        var driver = driver(bronze.output)
        driver.join(paid)
        #expect(driver.record(paid)?.provenTier == .free)
        driver.join(bronze)
        #expect(driver.record(paid)?.provenTier == .bronze)
    }

    @Test func rewardsGoWhereTheCollateralIsFrom() {
        var thief = paid
        thief.rewardAddress = SampleNode("93.184.216.9", seed: 13).rewardAddress
        var driver = driver(paid.output)
        driver.join(thief)
        #expect(driver.record(thief)?.provenTier == .free)
    }

    @Test func aTierLeftOpenIsThatOfTheCollateral() {
        var open = paid
        open.tier = .free
        var driver = driver(paid.output)
        driver.join(open)
        #expect(driver.record(open)?.provenTier == .silver)
        #expect(driver.registry.answer().map(\.announcement.tier) == [.silver])
    }

    @Test func withTheNextBlockTheCollateralIsLookedUpAgain() {
        var driver = driver()
        driver.join(paid)
        driver.chain[.sample(1)] = paid.output
        driver.tick()
        #expect(driver.record(paid)?.provenTier == .free)
        driver.nextBlock()
        #expect(driver.record(paid)?.provenTier == .silver)
        driver.chain[.sample(1)] = nil
        driver.nextBlock()
        #expect(driver.record(paid)?.provenTier == .free)
        #expect(registrations(driver.takeEffects()) == [true, false])
    }

    @Test func aChainThatIsBeingCaughtUpWithIsNotAsked() {
        var driver = driver(paid.output)
        driver.tick(isSyncing: true)
        driver.join(paid)
        driver.tick(isSyncing: true)
        #expect(driver.record(paid)?.provenTier == .free)
        driver.nextBlock()
        #expect(driver.record(paid)?.provenTier == .silver)
    }

    @Test func anAnswerAboutWhatNobodyClaimsIsNotKept() {
        var driver = driver(paid.output)
        driver.tell(.output(.sample(1), paid.output))
        driver.chain[.sample(1)] = nil
        driver.join(paid)
        #expect(driver.record(paid)?.provenTier == .free)
    }

    // MARK: Two for one collateral

    @Test func ofTwoClaimantsTheFirstHoldsIt() {
        var driver = driver(paid.output)
        driver.join(rival)
        driver.skip(.seconds(1))
        driver.join(paid)
        #expect(driver.record(rival)?.provenTier == .silver && driver.record(paid)?.provenTier == .free)
        #expect(proposals(driver.takeEffects()) == [.sample(1), nil])
    }

    @Test func aProofDecidesBetweenThem() {
        var driver = driver(paid.output)
        driver.join(rival)
        driver.skip(.seconds(1))
        driver.join(paid.proving)
        #expect(driver.record(paid)?.hasProof == true && driver.record(rival)?.hasProof == false)
        #expect(driver.record(rival)?.provenTier == .free && driver.record(paid)?.provenTier == .silver)
        #expect(proposals(driver.takeEffects()) == [.sample(1), .sample(1)])
    }

    @Test func aForgedProofDecidesNothing() {
        var driver = driver(paid.output)
        driver.join(rival)
        driver.skip(.seconds(1))
        var forger = paid.proving
        forger.proof[20] ^= 1
        driver.join(forger)
        #expect(driver.record(paid)?.hasProof == false && driver.record(rival)?.provenTier == .silver)
    }

    @Test func aProofIsRememberedAndEndsWithWhatItProves() {
        var driver = driver(paid.output)
        driver.join(paid.proving)
        driver.tell(.announced(paid.claim, by: paid.address))
        #expect(driver.record(paid)?.hasProof == true)
        var moved = paid
        moved.collateral = .sample(2)
        driver.tell(.announced(moved.claim, by: paid.address))
        #expect(driver.record(paid)?.hasProof == false && driver.record(paid)?.provenTier == .free)
    }

    @Test func ofTwoWithAProofTheOneThatIsHereHoldsIt() {
        var driver = driver(paid.output)
        driver.join(paid.proving)
        driver.skip(.seconds(1))
        driver.join(rival.proving)
        #expect(driver.record(paid)?.provenTier == .silver)
        driver.tell(.gone(paid.address))
        #expect(driver.record(rival)?.provenTier == .silver && driver.record(paid)?.provenTier == .free)
        driver.tell(.established(paid.address))
        #expect(driver.record(paid)?.provenTier == .silver && driver.record(rival)?.provenTier == .free)
    }

    @Test func aReplayedProofOfHearsayTakesNothingFromWhoIsHere() {
        var driver = driver(paid.output)
        driver.join(paid)
        driver.tell(.established(peer))
        driver.tell(.announced(rival.proving.claim, by: peer))
        #expect(driver.record(rival)?.hasProof == true && driver.record(rival)?.provenTier == .free)
        #expect(driver.record(paid)?.provenTier == .silver)
    }

    @Test func theOtherHoldsItWhenTheFirstGivesItUp() {
        var driver = driver(paid.output)
        driver.join(rival)
        driver.skip(.seconds(1))
        driver.join(paid)
        driver.tell(.announced(SampleNode("93.184.216.2").claim, by: rival.address))
        #expect(driver.record(paid)?.provenTier == .silver)
    }

    @Test func proposalsAreMadeOfOwnWordsOnly() {
        var driver = driver(paid.output)
        driver.tell(.established(peer))
        driver.tell(.announced(paid.claim, by: peer))
        driver.tell(.listed([rival.listed], by: peer))
        #expect(proposals(driver.takeEffects()).isEmpty)
        driver.join(paid)
        driver.tell(.announced(paid.claim, by: paid.address))
        #expect(proposals(driver.takeEffects()) == [.sample(1), .sample(1)])
    }
}
