import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode

/// Reorganisations as the original node did them, or didn't: a node with our branch meets peers with another.
struct ReorganisationCaseTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        struct Tip: Decodable, Sendable {
            let peer: String
            let height: UInt64
            let hash: String
        }

        struct Delivery: Decodable, Sendable {
            let from: String
            let blocks: [HexBytes]
        }

        struct Change: Decodable, Sendable {
            let now: Int64
            let peerTips: [Tip]
        }

        struct State: Decodable, Sendable {
            let tipHash: String
            let tipHeight: UInt64
            let utxoCount: Int
            let utxoDigest: String
        }

        let id: String
        let now: Int64
        let prefixHeight: Int
        let ourBranch: [HexBytes]
        let peerTips: [Tip]
        let deliveries: [Delivery]
        let beforeSecondDelivery: Change?
        let stateBefore: State
        let stateAfter: State
        let freshNodeState: State

        var testDescription: String { id }

        /// Where the original ends on a chain that a node which starts afresh refuses: ours stays where it is.
        var isRefusedByAFreshNode: Bool { id == "reorg-24" }

        /// What a node that starts afresh has at the tip; in reorg-27 the original has one output less.
        var expected: State { isRefusedByAFreshNode ? stateBefore : freshNodeState }
    }

    static let cases = Result { try Fixture.decode("reorg-cases.json", section: "cases", as: [Case].self) }

    @Test(arguments: try cases.get())
    func endsWhereTheMeasuredRulesSay(example: Case) throws {
        let prefix = Array(try ChainFile.blocks("rich").prefix(example.prefixHeight))
        let ours = try example.ourBranch.map { try EncodedBlock(bincode: $0.bytes) }
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
        _ tip: Case.Tip, _ prefix: [EncodedBlock], _ example: Case, to driver: inout ForkDriver
    ) throws {
        let delivered = try example.deliveries.filter { $0.from == tip.peer }.flatMap(\.blocks)
            .map { try EncodedBlock(bincode: $0.bytes) }
        let blocks = Dictionary((prefix + delivered).map { ($0.block.header.height, $0) }) { _, last in last }
        driver.peers[try #require(PeerAddress(tip.peer))] = ForkDriver.Peer(
            tip: (Height(tip.height), try #require(BlockHash(hex: tip.hash))), blocks: blocks)
    }

    private func expect(
        _ store: ChainStore, _ state: Case.State, location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(store.tip.height == Height(state.tipHeight), sourceLocation: location)
        #expect(store.tip.hash.description == state.tipHash, sourceLocation: location)
        #expect(store.summary.unspentCount == state.utxoCount, sourceLocation: location)
        #expect(try store.unspentDigest(.recorded).description == state.utxoDigest, sourceLocation: location)
    }
}
