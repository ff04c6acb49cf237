import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeSimulation

/// One atomic switch from a branch to another.
struct ChainStoreReorganisingTests {
    struct Preflight: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let now: Int64
        let ancestor: Int
        let blocks: [HexBytes]
        let verdict: String

        var testDescription: String { id }

        /// What the original checks only afterwards, or nowhere; here a branch is taken whole or not at all.
        var isRefusedLater: Bool { ["preflight-08", "preflight-16"].contains(id) }
    }

    static let preflights = Result { try Fixture.decode("fork-cases.json", section: "preflight", as: [Preflight].self) }

    @Test(arguments: try preflights.get())
    func refusesTheBranchesThatTheNetworkRefuses(example: Preflight) throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<example.ancestor + 2)
        let before = (store.summary, try store.unspentDigest())
        let branch = try example.blocks.map { PreparedBlock(try EncodedBlock(bincode: $0.bytes)) }
        let outcome = try store.reorganise(
            from: store.tip.hash, downTo: Height(UInt64(example.ancestor)), branch, now: UnixTime(example.now))
        if example.verdict == "accept", !example.isRefusedLater {
            guard case .switched(depth: 2, let connected) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(connected.connected == branch.count)
            #expect(store.tip.hash == branch.last?.stored.hash)
        } else {
            #expect(!outcome.isSwitched)
            #expect(store.summary == before.0)
            #expect(try store.unspentDigest() == before.1)
        }
        #expect(try store.verify(now: RecordedChain.clock).differences == [])
    }

    @Test func whatCannotBeIsToldApart() throws {
        let chain = try RecordedChain.rich.get()
        let directory = try StoreDirectory()
        let store = try directory.open()
        try store.connect(chain, 0..<150)
        let tip = store.tip.hash
        func outcome(_ tip: BlockHash, _ ancestor: Height, _ range: Range<Int>) throws -> String {
            "\(try store.reorganise(from: tip, downTo: ancestor, Array(chain.blocks[range]), now: RecordedChain.clock))"
        }
        #expect(try outcome(.zero, 148, 148..<150) == "outdated")
        #expect(try outcome(tip, 150, 150..<152) == "outdated")
        #expect(try outcome(tip, 148, 148..<149) == "shorter")
        #expect(try outcome(tip, 49, 49..<150) == "tooDeep")
        try store.expect(chain.records[149])
        // The same blocks again are a branch like any other.
        #expect(try outcome(tip, 50, 50..<152).hasPrefix("switched(depth: 100"))
        try store.expect(chain.records[151])
    }

    /// Branches at random, which share transactions, spend what only one of them has, and end in a broken block now and
    /// then: after every step the store is what a rebuild from its blocks gives.
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func randomForksLeaveNoTrace(seed: UInt64) throws {
        var chain = RandomChain(seed: seed)
        let directory = try StoreDirectory()
        let store = try directory.open()
        let first = try chain.branch(above: 0, length: 12)
        _ = try store.connect(first.blocks, now: RecordedChain.clock)
        chain.adopt(first)
        for step in 0..<12 {
            let old = store.summary
            let depth = chain.pick(1...min(100, chain.height - 1))
            let ancestor = chain.height - depth
            let branch = try chain.branch(above: ancestor, length: depth + chain.pick(0...2))
            let breaks = chain.pick(0...2) == 0
            let outcome = try store.reorganise(
                from: old.tip.hash, downTo: Height(UInt64(ancestor)), breaks ? branch.broken : branch.blocks,
                now: RecordedChain.clock)
            #expect(outcome.isSwitched != breaks, "seed \(seed), step \(step): \(outcome)")
            if breaks {
                #expect(store.summary == old, "seed \(seed), step \(step)")
            } else {
                chain.adopt(branch)
                #expect(store.tip == chain.tip, "seed \(seed), step \(step)")
            }
            #expect(try store.verify(now: RecordedChain.clock).differences == [], "seed \(seed), step \(step)")
        }
    }
}

extension ReorganisationOutcome {
    fileprivate var isSwitched: Bool { if case .switched = self { true } else { false } }
}
