import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation

/// That a node's own events raise alerts and clear them, with peers and a chain.
struct NodeCoreAlertTests {
    private let peer = PeerAddress("192.0.2.1")!

    /// A node with so many blocks, on its own until peers are connected, some days after its last block.
    private func driver(_ blocks: ArraySlice<EncodedBlock>) throws -> ForkDriver {
        var driver = try ForkDriver(Array(blocks), at: NetworkParameters.testnet.slotTime(of: 2_500))
        driver.tell(.started(masternodes: []))
        return driver
    }

    /// The same, where the peer is trusted; what is told of that isn't looked at.
    private func driverWithTrustedPeer(_ blocks: ArraySlice<EncodedBlock>) throws -> ForkDriver {
        var driver = try driver(blocks)
        driver.tell(.trust(.trusting([peer], at: driver.wallClock)))
        driver.connect(peer)
        _ = driver.takeAlerts()
        return driver
    }

    private func peer(with blocks: ArraySlice<EncodedBlock>, isMute: Bool = false) throws -> ForkDriver.Peer {
        let tip = PreparedBlock(try #require(blocks.last))
        return ForkDriver.Peer(
            tip: (tip.received.block.header.height, tip.stored.hash),
            blocks: Dictionary(blocks.map { ($0.block.header.height, $0) }) { first, _ in first }, isMute: isMute)
    }

    @Test func whoIsTrustedAndConnected() throws {
        var driver = try driver([])
        defer { driver.removeStore() }
        #expect(driver.takeAlerts() == ["whitelist-empty critical"])
        driver.tell(.trust(.trusting([peer], at: driver.wallClock)))
        #expect(driver.takeAlerts() == ["whitelist-empty over", "whitelisted info"])
        driver.pass(59)
        #expect(driver.takeAlerts() == [])
        driver.pass(1)
        #expect(driver.takeAlerts() == ["no-whitelisted-peer critical"])
        driver.connect(peer)
        driver.pass(1)
        #expect(driver.takeAlerts() == ["no-whitelisted-peer over"])
        driver.disconnect(peer)
        #expect(driver.takeAlerts() == ["whitelisted-peer-disconnected critical"])
        driver.tell(.trust(.empty))
        #expect(driver.takeAlerts() == ["whitelist-empty critical", "expired info"])
    }

    @Test func onePeerForAnotherIsBoth() throws {
        var driver = try driverWithTrustedPeer([])
        defer { driver.removeStore() }
        driver.tell(.trust(.trusting([PeerAddress("192.0.2.9")!], at: driver.wallClock)))
        #expect(driver.takeAlerts() == ["whitelisted info", "expired info"])
    }

    @Test func aBanIsNoAlertOfTheWhitelist() throws {
        var driver = try driverWithTrustedPeer([])
        defer { driver.removeStore() }
        let entry = WhitelistEntry(
            prefix: AddressPrefix(peer), source: .manual, state: .approved, permissions: .all, reason: "",
            created: driver.wallClock, updated: driver.wallClock)
        let ban = Ban(
            prefix: AddressPrefix(peer), origin: .manual, reason: "", created: driver.wallClock,
            expires: driver.wallClock.advanced(bySeconds: 60), decidedBy: "operator")
        for bans in [[ban], []] {
            driver.tell(.trust(TrustTable(entries: [entry], bans: bans, revision: 2, at: driver.wallClock)))
            #expect(driver.node.standing(of: peer).isBanned == !bans.isEmpty)
            #expect(driver.takeAlerts() == [])
        }
    }

    @Test(arguments: [(51, "warning"), (101, "critical")])
    func blocksThatPeersHave(lag: Int, level: String) throws {
        let blocks = try ChainFile.blocks("plain").prefix(60 + lag)
        var driver = try driverWithTrustedPeer(blocks.prefix(60))
        defer { driver.removeStore() }
        driver.peers[peer] = try peer(with: blocks, isMute: true)
        driver.pass(20)
        #expect(driver.takeAlerts() == ["sync-lag \(level)"])
        driver.peers[peer]?.isMute = false
        driver.pass(60)
        #expect(driver.takeAlerts().sorted() == ["sync-lag over", "synced info"])
    }

    @Test func peersThatAnswerNoRequestForBlocks() throws {
        let blocks = try ChainFile.blocks("plain").prefix(100)
        var driver = try driverWithTrustedPeer(blocks.prefix(60))
        defer { driver.removeStore() }
        driver.peers[peer] = try peer(with: blocks, isMute: true)
        for _ in 0..<120 where driver.openAlerts.isEmpty { driver.pass(1) }
        #expect(driver.takeAlerts() == ["circuit-breaker-open critical"])
        driver.peers[peer]?.isMute = false
        driver.pass(120)
        #expect(driver.takeAlerts().sorted() == ["circuit-breaker-open over", "synced info"])
    }

    @Test func aForkThatNothingComesOf() throws {
        let blocks = try ChainFile.blocks("plain").prefix(60)
        var driver = try driverWithTrustedPeer(blocks)
        defer { driver.removeStore() }
        var rival = try peer(with: blocks, isMute: true)
        let ownHash = rival.tip.hash
        rival.tip.hash = PreparedBlock(try #require(try ChainFile.blocks("rich").first)).stored.hash
        driver.peers[peer] = rival
        for _ in 0..<700 where driver.openAlerts.isEmpty { driver.pass(1) }
        #expect(driver.openAlerts == [.forkUnresolved])
        #expect((600..<650).contains(driver.now.sinceStart.components.seconds))
        driver.peers[peer]?.tip.hash = ownHash
        driver.pass(200)
        #expect(driver.takeAlerts().suffix(2) == ["fork-unresolved critical", "fork-unresolved over"])
    }

    @Test func aForkThatBeganTooLongAgo() throws {
        var driver = try driverWithTrustedPeer(try ChainFile.blocks("rich").prefix(150))
        defer { driver.removeStore() }
        driver.peers[peer] = try peer(with: try ChainFile.blocks("plain").prefix(150))
        driver.pass(20)
        #expect(driver.takeAlerts().contains("fork-too-deep critical"))
    }

    @Test func whatTheProcessTakes() throws {
        var driver = try driverWithTrustedPeer([])
        defer { driver.removeStore() }
        func usage(_ seconds: Int, gibibytes: UInt64) -> NodeCore.Event {
            .usage(ProcessUsage(residentBytes: gibibytes << 30, processorTime: .seconds(seconds), processors: 1))
        }
        driver.tell(usage(0, gibibytes: 3))
        #expect(driver.takeAlerts() == ["memory warning"])
        driver.tell(usage(0, gibibytes: 1))
        #expect(driver.takeAlerts() == ["memory over"])
        driver.pass(300)
        driver.tell(usage(200, gibibytes: 1))
        #expect(driver.takeAlerts() == ["processor warning"])
        driver.pass(300)
        driver.tell(usage(210, gibibytes: 1))
        #expect(driver.takeAlerts() == ["processor over"])
    }

    @Test func clocksOfPeers() throws {
        var driver = try driverWithTrustedPeer([])
        defer { driver.removeStore() }
        let peers = [peer, PeerAddress("192.0.2.2")!, PeerAddress("192.0.2.3")!]
        for other in peers.dropFirst() { driver.connect(other) }
        for peer in peers { driver.report(.clock(ahead: -3), by: peer) }
        #expect(driver.takeAlerts() == ["clock warning"])
        for peer in peers { driver.report(.clock(ahead: 0.5), by: peer) }
        #expect(driver.takeAlerts() == ["clock over"])
    }

    @Test func aPeerListThatIsOfNoUse() throws {
        var driver = try driverWithTrustedPeer([])
        defer { driver.removeStore() }
        driver.tell(.peerListJudged(complaint: "it is empty"))
        #expect(driver.takeAlerts() == ["peer-list warning"])
        driver.tell(.peerListJudged(complaint: nil))
        #expect(driver.takeAlerts() == ["peer-list over"])
    }

    @Test func aTrustedPeerThatIsSilent() throws {
        var driver = try driverWithTrustedPeer([])
        defer { driver.removeStore() }
        driver.report(.unresponsive(.init(missed: 100, silence: .seconds(3_000))), by: peer)
        #expect(driver.takeAlerts() == ["whitelisted-peer-unresponsive critical"])
    }

    @Test func blocksThatCannotBeStoredAndThoseThatAudit() throws {
        let blocks = try ChainFile.blocks("plain").prefix(61)
        var driver = try driverWithTrustedPeer(blocks.prefix(60))
        defer { driver.removeStore() }
        driver.tell(.storeUnwritable("the disk is full"))
        #expect(driver.takeAlerts() == ["store-unwritable critical"])
        var tip = driver.store.tip
        let finding = AuditFinding(check: .inputs, height: 61, hash: tip.hash, detail: "")
        driver.tell(.connected(tip, blocks: 1, findings: [finding], stop: nil))
        #expect(driver.takeAlerts() == ["store-unwritable over", "audit-finding critical"])
        tip = ChainTip(
            height: 1_000, hash: tip.hash, timestamp: tip.timestamp, treasury: tip.treasury,
            supplyDrift: tip.supplyDrift)
        driver.tell(.connected(tip, blocks: 1, findings: [], stop: nil))
        #expect(driver.takeAlerts() == ["height-reached info"])
    }
}
