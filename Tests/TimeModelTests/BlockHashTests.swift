import TestSupport
import Testing
import TimeModel

struct BlockHashTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let bincodeHex: HexBytes
        let headerBincodeHex: HexBytes
        let hash: String
        let hashOfLegacyLayout: String
        let merkleRootOfTransactions: String
        let merkleRootLegacy: String
        let txids: [String]

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "blocks", as: [Case].self))
    func `identifies every recorded block and its transactions`(_ golden: Case) throws {
        let identified = IdentifiedBlock(try EncodedBlock(bincode: golden.bincodeHex.bytes))
        #expect(identified.hash.description == golden.hash)
        #expect(identified.transactionIDs.map(\.description) == golden.txids)
        #expect(identified.block.header.bincodeEncoded() == golden.headerBincodeHex.bytes)

        let root = MerkleTree.root(of: identified.transactionIDs.map(\.digest))
        #expect(root.description == golden.merkleRootOfTransactions)
        let legacyRoot = MerkleTree.root(of: identified.block.transactions.map(\.legacyLeaf))
        #expect(legacyRoot.description == golden.merkleRootLegacy)

        var header = identified.block.header
        header.totalFees = .zero
        header.treasuryBalance = .zero
        #expect(header.blockHash.description == golden.hashOfLegacyLayout)
    }

    @Test(arguments: [NetworkParameters.mainnet, .testnet])
    func `hashes the compiled-in genesis block to the known hash`(_ network: NetworkParameters) throws {
        let header = network.genesis.block.header
        #expect(header.blockHash == network.genesisHash)
        #expect(header.hashPreimage == (try GoldenValue.bytes("genesis.\(network.name).hash_preimage")))
        #expect(network.genesisHash.description == (try GoldenValue.text("genesis.\(network.name).hash")))
        #expect(Array(network.genesis.bytes) == (try GoldenValue.bytes("genesis.\(network.name).bincode")))
    }

    @Test func `hashes the golden block`() throws {
        let identified = IdentifiedBlock(try EncodedBlock(bincode: try GoldenValue.bytes("block1.bincode")))
        #expect(identified.block.header.hashPreimage == (try GoldenValue.bytes("block1.hash_preimage")))
        #expect(identified.hash.description == (try GoldenValue.text("block1.hash")))
        #expect(identified.block.bincodeEncoded() == (try GoldenValue.bytes("block1.bincode")))
    }
}
