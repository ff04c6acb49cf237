import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers

/// When peers are told of a block.
struct BlockAnnouncementTests {
    private let peer = PeerAddress("192.0.2.1")!

    /// A node at height 60 when the next slot begins, and a peer with its block.
    private func driver(_ blocks: ArraySlice<EncodedBlock>, secondsIntoSlot: Int64) throws -> ForkDriver {
        let slot = NetworkParameters.testnet.slotTime(of: 61)
        var driver = try ForkDriver(Array(blocks.prefix(60)), at: slot.advanced(bySeconds: secondsIntoSlot - 1))
        driver.connect(peer)
        let next = try #require(blocks.dropFirst(60).first)
        driver.peers[peer] = ForkDriver.Peer(tip: (61, PreparedBlock(next).stored.hash), blocks: [61: next])
        return driver
    }

    @Test func notBeforeTenSecondsOfItsSlotHavePassed() throws {
        var driver = try driver(try ChainFile.blocks("plain").prefix(61), secondsIntoSlot: 0)
        defer { driver.removeStore() }
        driver.pass(10)
        #expect(driver.store.tip.height == 61)
        #expect(driver.announced.isEmpty)
        driver.pass(1)
        #expect(driver.announced == [61])
        driver.pass(60)
        #expect(driver.announced == [61])
    }

    @Test func blocksOfTheCatchUpAreNotAnnounced() throws {
        let blocks = try ChainFile.blocks("plain").prefix(80)
        var driver = try ForkDriver(Array(blocks.prefix(60)), at: NetworkParameters.testnet.slotTime(of: 100))
        defer { driver.removeStore() }
        driver.connect(peer)
        let tip = try #require(blocks.last)
        driver.peers[peer] = ForkDriver.Peer(
            tip: (80, PreparedBlock(tip).stored.hash),
            blocks: Dictionary(blocks.map { ($0.block.header.height, $0) }) { first, _ in first })
        driver.pass(60)
        #expect(driver.store.tip.height == 80)
        #expect(driver.announced.isEmpty)
    }
}
