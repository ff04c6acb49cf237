import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation
import TimeWire

/// What a node's sessions tell of its peers, and what becomes of it: bans and scores.
struct NodeCorePolicyTests {
    private let peer = PeerAddress("93.184.216.1")!

    private func driver(_ blocks: ArraySlice<EncodedBlock> = []) throws -> ForkDriver {
        var driver = try ForkDriver(Array(blocks), at: NetworkParameters.testnet.slotTime(of: 2_500))
        driver.tell(.started(masternodes: []))
        driver.connect(peer)
        return driver
    }

    private func score(_ driver: inout ForkDriver) -> Double? {
        driver.takeRecords().first { $0.address == peer }?.score.value(at: driver.wallClock)
    }

    @Test func handshakesWithinASessionAreForgivenTwiceAndBannedForAtTheSeventh() throws {
        var driver = try driver()
        defer { driver.removeStore() }
        for _ in 0..<6 { driver.report(.repeatedHandshake, by: peer) }
        #expect(driver.banned == [])
        driver.report(.repeatedHandshake, by: peer)
        #expect(driver.banned == [peer])
    }

    @Test func aMasternodeThatForgesAProofIsBannedAtTheFifthAndWhoRelaysItIsNot() throws {
        var forger = SampleNode("93.184.216.1", tier: .gold, collateral: .sample(1))
        forger.proof = forger.key.verifyingKey.rawRepresentation.bytes + forger.proving.proof
        let genuine = forger.claim
        forger.proof[40] ^= 1
        let relay = PeerAddress("93.184.216.2")!
        var driver = try driver()
        defer { driver.removeStore() }
        driver.connect(relay)
        for _ in 0..<10 {
            driver.report(.announced(genuine), by: peer)
            driver.report(.announced(forger.claim), by: relay)
        }
        for _ in 0..<4 { driver.report(.announced(forger.claim), by: peer) }
        #expect(driver.banned == [])
        driver.report(.announced(forger.claim), by: peer)
        #expect(driver.banned == [peer])
    }

    @Test func aSessionThatLastsSpeaksForAPeer() throws {
        var driver = try driver()
        defer { driver.removeStore() }
        #expect(score(&driver) == nil)
        driver.pass(75)
        #expect(try #require(score(&driver)) > 0.5)
        driver.disconnect(peer)
        #expect(score(&driver) == nil)
    }

    /// Scores are taken every ten seconds.
    @Test(arguments: [60, 65, 69])
    func aSessionHasLastedFromItsFirstMinuteOn(seconds: Int) throws {
        var driver = try driver()
        defer { driver.removeStore() }
        driver.pass(seconds)
        driver.disconnect(peer)
        #expect(try #require(score(&driver)) > 0.5)
    }

    @Test(arguments: [
        (SessionEnd.closedByPeer, true), (.transport("reset"), true), (.replaced, false), (.brokenRule(.a8), false),
        (.nodeEnds, false),
    ])
    func aSessionThatBreaksOffSpeaksAgainstIt(end: SessionEnd, counts: Bool) throws {
        var driver = try driver()
        defer { driver.removeStore() }
        driver.pass(10)
        driver.disconnect(peer, end)
        #expect(score(&driver).map { $0 < 0.5 } == (counts ? true : nil))
    }

    @Test func blocksThatDoNotComeSpeakAgainstIt() throws {
        let blocks = try ChainFile.blocks("plain").prefix(80)
        var driver = try driver(blocks.prefix(60))
        defer { driver.removeStore() }
        let tip = PreparedBlock(try #require(blocks.last))
        driver.peers[peer] = ForkDriver.Peer(tip: (80, tip.stored.hash), blocks: [:], isMute: true)
        driver.pass(40)
        #expect(try #require(score(&driver)) < 0.5)
    }

    @Test func everyFiveMinutesALineTellsHowTheNodeIs() throws {
        let blocks = try ChainFile.blocks("plain").prefix(65)
        var driver = try driver(blocks.prefix(60))
        defer { driver.removeStore() }
        let other = PeerAddress("93.184.216.2")!
        driver.tell(.trust(.trusting([peer, other], at: driver.wallClock)))
        driver.connect(PeerAddress("93.184.216.3")!)
        driver.report(.missedPing(inARow: 1), by: peer)
        driver.peers[peer] = ForkDriver.Peer(
            tip: (65, PreparedBlock(try #require(blocks.last)).stored.hash), blocks: [:], isMute: true)
        driver.pass(300)
        #expect(driver.lines.filter { $0.hasPrefix("Status:") }.isEmpty)
        driver.pass(1)
        let start = "Status: 2 connected (1 whitelisted) | whitelist 2 approved, 0 pending"
        let middle = " | bans 0 operator, 0 automatic | violations 0 | height 60 of 65, lag 5"
        #expect(
            driver.lines.filter { $0.hasPrefix("Status:") } == [
                start + middle + " | circuit breaker open | missed pongs 1.0"
            ])
        driver.pass(300)
        #expect(driver.lines.count { $0.hasPrefix("Status:") } == 2)
    }
}
