import Foundation
import Testing
import TimeChain
import TimeModel

struct ChainStoreReadingTests {
    private let chain: RecordedChain
    private let directory: StoreDirectory
    private let store: ChainStore

    init() throws {
        chain = try RecordedChain.rich.get()
        directory = try StoreDirectory()
        store = try directory.open()
        try store.connect(chain, 0..<200)
    }

    /// The bytes received for heights counted from 1.
    private func received(_ heights: ClosedRange<Int>) -> [[UInt8]] {
        chain.blocks[heights.lowerBound - 1..<heights.upperBound].map { Array($0.received.encoded.bytes) }
    }

    @Test func blocksComeAsTheyWereReceived() throws {
        let blocks = try store.blockBytes(from: 51, through: 100, maximumCount: 50, maximumBytes: .max)
        #expect(blocks == received(51...100))
    }

    @Test func answersEndAtTheTipTheCountOrTheSize() throws {
        func read(_ first: Height, _ last: Height, count: Int = 50, bytes: Int = .max) throws -> [[UInt8]] {
            try store.blockBytes(from: first, through: last, maximumCount: count, maximumBytes: bytes)
        }
        #expect(try read(190, 400) == received(190...200))
        #expect(try read(10, 100, count: 3) == received(10...12))
        #expect(try read(201, 300) == [])
        #expect(try read(100, 99) == [])
        #expect(try read(10, 20, count: 0) == [])
        #expect(try read(10, 20, count: -1) == [])
        #expect(try read(Height(.max - 1), Height(.max)) == [])
        #expect(try read(100, Height(.max), count: 2) == received(100...101))
        let two = received(10...11).reduce(0) { $0 + $1.count }
        #expect(try read(10, 20, bytes: two) == received(10...11))
        #expect(try read(10, 20, bytes: two - 1) == received(10...10))
        #expect(try read(10, 20, bytes: 1) == [])
    }

    @Test func hashesAndHeightsNameEachOther() throws {
        for record in chain.records[..<200] {
            let hash = try #require(try store.blockHash(at: Height(record.height)))
            #expect(hash.description == record.hash)
            #expect(try store.height(of: hash) == Height(record.height))
        }
        #expect(try store.blockHash(at: 201) == nil)
        #expect(try store.blockHash(at: Height(.max)) == nil)
        #expect(try store.height(of: .zero) == nil)
    }

    @Test func unspentOutputsAreThoseOfTheSameChainInMemory() throws {
        let state = try #require(try chain.states(at: [200])[200])
        let unspent = (state.ledger.base as? LedgerOverlay)?.unspentOutputs ?? state.ledger.unspentOutputs
        #expect(unspent.count == store.summary.unspentCount)
        var hasher = UnspentSetHasher()
        for (outPoint, output) in unspent.sorted(by: { $0.key < $1.key }) {
            #expect(try store.unspentOutput(outPoint) == output)
            hasher.add(outPoint, value: output.value, scriptPubkey: output.scriptPubkey)
        }
        #expect(try store.unspentDigest(.network) == hasher.finalize())
        #expect(try store.unspentOutput(OutPoint(transactionID: .zero, index: 0)) == nil)
    }

    @Test func outputsOfSomeAddressesAreThoseThatSayOneOfThem() throws {
        let state = try #require(try chain.states(at: [200])[200])
        let unspent = (state.ledger.base as? LedgerOverlay)?.unspentOutputs ?? state.ledger.unspentOutputs
        let addresses = Set(
            unspent.values.compactMap { try? Address(parsing: String(decoding: $0.scriptPubkey, as: UTF8.self)) })
        #expect(addresses.count > 1)
        for asked in [addresses, Set(addresses.prefix(1)), []] {
            let scripts = Set(asked.map(\.scriptPubkey))
            let found = try store.unspentOutputs(paying: asked)
            #expect(
                Dictionary(uniqueKeysWithValues: found) == unspent.filter { scripts.contains($0.value.scriptPubkey) })
            #expect(found.isEmpty == asked.isEmpty)
        }
    }

    /// Readers see whole batches only, and neither they nor the writer wait for each other.
    @Test func readersSeeWholeBatchesWhileBlocksAreConnected() async throws {
        let (store, chain) = (store, chain)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var seen: Height = 0
                    while seen < 320 {
                        let tip = store.tip
                        #expect(tip.height >= seen)
                        #expect(try store.blockHash(at: tip.height) == tip.hash)
                        let blocks = try store.blockBytes(
                            from: 1, through: tip.height, maximumCount: .max, maximumBytes: .max)
                        #expect(blocks.count == Int(tip.height.rawValue))
                        seen = tip.height
                    }
                }
            }
            for first in stride(from: 200, to: 320, by: 8) { try store.connect(chain, first..<first + 8) }
            try await group.waitForAll()
        }
    }
}
