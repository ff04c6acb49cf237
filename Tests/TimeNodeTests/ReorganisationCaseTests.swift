import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode

/// Reorganisations as the original node did them, or didn't: a node with our branch meets peers with another.
struct ReorganisationCaseTests {
    @Test(arguments: try ReorganisationCase.all.get())
    func endsWhereTheMeasuredRulesSay(example: ReorganisationCase) throws {
        let prefix = Array(try ChainFile.blocks("rich").prefix(example.prefixHeight))
        let ours = try example.ourBlocks()
        var driver = try ForkDriver(prefix + ours, at: UnixTime(example.now))
        defer { driver.removeStore() }
        try expect(driver.store, example.stateBefore)
        // All tell their tips at the same tick.
        for tip in example.peerTips { driver.connect(try #require(PeerAddress(tip.peer))) }
        for tip in example.peerTips { try addPeer(tip, prefix, example, to: &driver) }
        if let change = example.beforeSecondDelivery {
            driver.pass(Int(change.now - example.now))
            try expect(driver.store, example.stateBefore)
            for tip in change.peerTips { try addPeer(tip, prefix, example, to: &driver) }
        }
        driver.pass(20, isSameTime: true)
        try expect(driver.store, example.expected)
        #expect(try driver.store.verify(now: driver.wallClock.advanced(bySeconds: 86_400)).differences == [])
    }

    /// A peer with the common blocks and what it delivers in the case.
    private func addPeer(
        _ tip: ReorganisationCase.Tip, _ prefix: [EncodedBlock], _ example: ReorganisationCase,
        to driver: inout ForkDriver
    ) throws {
        let delivered = try example.blocks(from: tip.peer)
        let blocks = Dictionary((prefix + delivered).map { ($0.block.header.height, $0) }) { _, last in last }
        driver.peers[try #require(PeerAddress(tip.peer))] = ForkDriver.Peer(
            tip: (Height(tip.height), try #require(BlockHash(hex: tip.hash))), blocks: blocks)
    }

    private func expect(
        _ store: ChainStore, _ state: ReorganisationCase.State, location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(store.tip.height == Height(state.tipHeight), sourceLocation: location)
        #expect(store.tip.hash.description == state.tipHash, sourceLocation: location)
        #expect(store.summary.unspentCount == state.utxoCount, sourceLocation: location)
        #expect(try store.unspentDigest(.recorded).description == state.utxoDigest, sourceLocation: location)
    }
}
