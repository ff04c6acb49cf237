import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeWire

/// Who becomes known, who is believed, and who is active.
struct MasternodeRegistryTests {
    private let one = SampleNode("93.184.216.1")
    private let two = SampleNode("93.184.216.2", seed: 9)
    private let peer = PeerAddress("93.184.216.200")!

    // MARK: Becoming known

    @Test func whoAnnouncesItselfIsKnownAndActiveAtOnce() throws {
        var driver = RegistryDriver()
        driver.join(one)
        let record = try #require(driver.record(one))
        #expect(record.isActive && record.source == .direct && record.claimedTier == .free)
        #expect(record.rewardAddress == one.rewardAddress && record.publicKey == one.key.verifyingKey)
        #expect(record.firstSeen == driver.wallClock && record.lastSeen == driver.wallClock)
    }

    @Test func whoIsSpokenOfIsKnownAndNotActive() throws {
        var driver = RegistryDriver()
        driver.tell(.established(peer))
        driver.tell(.announced(one.claim, by: peer))
        driver.tell(.listed([two.listed], by: peer))
        #expect(try #require(driver.record(one)).source == .relayed)
        #expect(try #require(driver.record(two)).source == .listed)
        #expect(driver.registry.records.allSatisfy { !$0.isActive && $0.lastSeen == nil })
    }

    @Test func anObserverThatOthersCallAMasternodeIsNoneWhileItSaysNothing() throws {
        var driver = RegistryDriver()
        driver.tell(.established(peer))
        driver.tell(.established(one.address))
        driver.tell(.announced(one.claim, by: peer))
        driver.pass(10, present: [one.address])
        #expect(try #require(driver.record(one)).isActive == false)
    }

    @Test func withoutASessionNobodyTellsAnything() {
        var driver = RegistryDriver()
        driver.tell(.announced(one.claim, by: one.address))
        driver.tell(.announced(one.claim, by: peer))
        driver.tell(.listed([two.listed], by: peer))
        #expect(driver.registry.records.isEmpty)
    }

    @Test(arguments: [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "2001:db8::1",
        "2606:4700::1111", "93.184.216.1:24000", "093.184.216.1", " 93.184.216.1", "::ffff:93.184.216.1", "example.org",
        "", "93.184.216.99", String(repeating: "9", count: 10_000),
    ])
    func nobodyIsCalledThat(text: String) {
        var driver = RegistryDriver()
        driver.tell(.ownAddress(PeerAddress("93.184.216.99")))
        driver.tell(.established(peer))
        var claim = one.claim
        claim.announcement.address = text
        driver.tell(.announced(claim, by: peer))
        driver.tell(
            .listed(
                [
                    MasternodeAnnouncementData(
                        announcement: claim.announcement, collateralOutpoint: nil, registeredAt: UnixTime(1))
                ], by: peer))
        #expect(driver.registry.records.isEmpty)
    }

    @Test func onATestNetworkMasternodesMayHavePrivateAddresses() {
        var driver = RegistryDriver()
        let local = SampleNode("127.0.0.5")
        driver.join(local)
        #expect(driver.record(local) == nil)
        driver.tell(.privateAddresses(allowed: true))
        driver.join(local)
        #expect(driver.record(local)?.isActive == true)
        driver.join(SampleNode("0.0.0.0"))
        #expect(driver.registry.records.count == 1)
    }

    @Test func ourselvesAreForgottenOnceWeKnowWhoWeAre() {
        var driver = RegistryDriver()
        driver.tell(.established(peer))
        driver.tell(.listed([one.listed], by: peer))
        driver.tell(.ownAddress(one.address))
        #expect(driver.record(one) == nil)
    }

    @Test func anAnnouncementThatContradictsItselfIsNone() {
        var driver = RegistryDriver()
        var paid = one
        paid.tier = .gold
        driver.join(paid)
        var long = one
        long.rewardAddress = String(repeating: "x", count: 65)
        driver.join(long)
        var unprintable = one
        unprintable.rewardAddress = "TIME\u{1B}[2J"
        driver.join(unprintable)
        #expect(driver.registry.records.isEmpty)
    }

    // MARK: Being believed

    @Test func aMasternodeMayChangeWhatIsKnownOfIt() throws {
        var driver = RegistryDriver()
        driver.join(one)
        var changed = SampleNode("93.184.216.1", seed: 33, tier: .bronze, collateral: .sample(1))
        changed.address = one.address
        driver.join(changed)
        let record = try #require(driver.record(one))
        #expect(record.publicKey == changed.key.verifyingKey && record.rewardAddress == changed.rewardAddress)
        #expect(record.claimedTier == .bronze && record.collateral == .sample(1))
    }

    @Test func ofWhatOthersSaidFirstItsOwnWordLeavesNothing() throws {
        var driver = RegistryDriver()
        driver.tell(.established(peer))
        driver.tell(.announced(SampleNode("93.184.216.1", seed: 66).claim, by: peer))
        driver.join(one)
        let record = try #require(driver.record(one))
        #expect(record.publicKey == one.key.verifyingKey && record.source == .direct && record.isActive)
    }

    @Test func statusGossipIsReadAndNotBelieved() {
        var driver = RegistryDriver()
        driver.tell(.established(peer))
        driver.tell(.established(two.address))
        driver.tell(.announced(one.claim, by: peer))
        let before = driver.registry.records
        for reporter in [peer, two.address, peer] {
            driver.tell(.visible(["93.184.216.1", "93.184.216.7", "nobody"], by: reporter))
        }
        #expect(driver.registry.records == before)
        #expect(driver.registry.reporters(of: one.address, at: driver.now) == 2)
        driver.skip(.seconds(600))
        #expect(driver.registry.reporters(of: one.address, at: driver.now) == 0)
    }

    // MARK: Being there

    @Test func itIsActiveAsLongAsItsSessionLasts() throws {
        var driver = RegistryDriver()
        driver.join(one)
        driver.pass(100, present: [one.address])
        driver.tell(.gone(one.address))
        #expect(try #require(driver.record(one)).isActive == false)
        driver.tell(.established(one.address))
        #expect(try #require(driver.record(one)).isActive)
    }

    @Test func fiveMissedHeartbeatsMakeItInactiveAndTheNextMessageActive() throws {
        var driver = RegistryDriver()
        driver.join(one)
        driver.pass(100, present: [one.address])
        driver.pass(299)
        #expect(try #require(driver.record(one)).isActive)
        driver.pass(1)
        #expect(try #require(driver.record(one)).isActive == false)
        driver.tell(.heard(one.address, at: driver.now))
        #expect(try #require(driver.record(one)).isActive)
        #expect(try #require(driver.record(one)).lastSeen == driver.wallClock)
    }

    @Test func anOldHeartbeatThatIsToldLateChangesNothing() throws {
        var driver = RegistryDriver()
        driver.join(one)
        driver.pass(300)
        driver.tell(.heard(one.address, at: .start))
        #expect(try #require(driver.record(one)).isActive == false)
    }

    @Test func aFreeOneIsForgottenFiveMinutesAfterItWent() {
        var driver = RegistryDriver()
        driver.join(one)
        driver.tell(.gone(one.address))
        driver.pass(299)
        #expect(driver.record(one) != nil)
        driver.pass(1)
        #expect(driver.record(one) == nil)
    }

    @Test func onlyHeardOfItIsForgottenAfterFiveMinutesToo() {
        var driver = RegistryDriver()
        driver.tell(.established(peer))
        driver.tell(.announced(one.claim, by: peer))
        driver.pass(300, present: [peer])
        #expect(driver.record(one) == nil)
    }

    @Test func oneWithACollateralIsForgottenAnHourAfterItWent() {
        var driver = RegistryDriver()
        let paid = SampleNode("93.184.216.1", tier: .bronze, collateral: .sample(1))
        driver.chain[.sample(1)] = paid.output
        driver.join(paid)
        driver.tell(.gone(paid.address))
        driver.pass(3_599)
        #expect(driver.record(paid) != nil)
        driver.pass(1)
        #expect(driver.record(paid) == nil)
    }

    @Test func aClaimedTierAloneKeepsNobodyForAnHour() {
        var driver = RegistryDriver()
        let boaster = SampleNode("93.184.216.1", tier: .gold, collateral: .sample(1))
        driver.join(boaster)
        driver.tell(.gone(boaster.address))
        driver.pass(300)
        #expect(driver.record(boaster) == nil)
    }

    @Test func aWhitelistedOneIsNeverForgotten() {
        var driver = RegistryDriver()
        let entry = WhitelistEntry(
            prefix: AddressPrefix(one.address), source: .manual, state: .approved, permissions: [.keep],
            reason: "ours", created: UnixTime(1), updated: UnixTime(1))
        driver.tell(.trust(TrustTable(entries: [entry], bans: [], revision: 1, at: driver.wallClock)))
        driver.join(one)
        driver.join(two)
        driver.tell(.gone(one.address))
        driver.tell(.gone(two.address))
        driver.pass(4_000)
        #expect(driver.registry.records.map(\.address) == [one.address])
        driver.tell(.trust(.empty))
        driver.tick()
        #expect(driver.registry.records.isEmpty)
    }

    @Test func whoWasForgottenComesBackByItsOwnWordOnlyForAnHour() {
        var driver = RegistryDriver()
        driver.join(one)
        driver.tell(.gone(one.address))
        driver.tell(.established(peer))
        driver.pass(300)
        driver.tell(.announced(one.claim, by: peer))
        driver.tell(.listed([one.listed], by: peer))
        #expect(driver.record(one) == nil)
        driver.join(one)
        #expect(driver.record(one)?.isActive == true)
        driver.tell(.gone(one.address))
        driver.pass(300)
        driver.pass(3_599)
        driver.tell(.listed([one.listed], by: peer))
        #expect(driver.record(one) == nil)
        driver.pass(1)
        driver.tell(.listed([one.listed], by: peer))
        #expect(driver.record(one) != nil)
    }

    // MARK: What a store keeps

    @Test func whatAStoreKeptIsThereAgainAndActiveOnceItConnects() throws {
        var driver = RegistryDriver()
        driver.join(one)
        driver.tell(.established(peer))
        driver.tell(.announced(two.claim, by: peer))
        let kept = driver.registry.takeChanges().written
        var next = RegistryDriver()
        next.tell(.restored(kept))
        #expect(next.registry.records.map(\.address) == [one.address, two.address])
        #expect(next.registry.records.allSatisfy { !$0.isActive })
        next.tell(.established(one.address))
        #expect(try #require(next.record(one)).isActive)
        next.pass(300, present: [one.address])
        #expect(next.registry.records.map(\.address) == [one.address])
    }

    @Test func onlyWhatChangedIsWritten() {
        var driver = RegistryDriver()
        driver.join(one)
        driver.join(two)
        #expect(driver.registry.takeChanges().written.map(\.address) == [one.address, two.address])
        #expect(driver.registry.takeChanges().written.isEmpty)
        driver.tell(.gone(two.address))
        driver.pass(300, present: [one.address])
        let changes = driver.registry.takeChanges()
        #expect(changes.written.map(\.address) == [one.address] && changes.removed == [two.address])
    }
}
