import TestSupport
import Testing
import TimeModel

struct MerkleTreeTests {
    struct Case: Decodable, Sendable {
        let root: String
        let txids: [String]
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "merkle", as: [Case].self))
    func `finds the recorded root`(_ golden: Case) {
        let leaves = golden.txids.compactMap { Hash256(hex: $0) }
        #expect(MerkleTree.root(of: leaves).description == golden.root, "\(leaves.count) leaves")
    }

    @Test(arguments: 0...3)
    func `finds the golden root`(_ count: Int) throws {
        let ids = try ["coinbase.h1.txid", "rewarddist.h1.txid", "tx.signed.txid"].map { try GoldenValue.text($0) }
        let leaves = ids.prefix(count).compactMap { Hash256(hex: $0) }
        #expect(MerkleTree.root(of: leaves).description == (try GoldenValue.text("merkle.\(count)")))
    }
}
