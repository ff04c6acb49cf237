import TestSupport
import Testing
import TimeModel

struct ProducerSignatureTests {
    struct Case: Decodable, Sendable {
        let blockHash: String
        let producerSignature: HexBytes
        let publicKey: String
        let seed: HexBytes
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "block_signatures", as: [Case].self))
    func `makes and verifies the recorded signatures`(_ golden: Case) throws {
        let key = try #require(Ed25519.SigningKey(seed: golden.seed.bytes))
        let hash = try #require(BlockHash(hex: golden.blockHash))
        #expect(key.verifyingKey.description == golden.publicKey)
        #expect(key.sign(hash.bytes) == golden.producerSignature.bytes)
    }

    @Test func `verifies a producer's signature over the hash, and takes an absent one`() throws {
        var header = try EncodedBlock(bincode: try GoldenValue.bytes("block1.bincode")).block.header
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        let otherKey = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed2")))
        #expect(header.producerSignature == (try GoldenValue.bytes("block1.producer_signature")))
        #expect(key.sign(header.blockHash.bytes) == header.producerSignature)
        #expect(header.hasValidProducerSignature(of: key.verifyingKey))
        #expect(header.hasValidProducerSignature(of: otherKey.verifyingKey) == false)

        let signature = header.producerSignature
        header.producerSignature = signature.dropLast()
        #expect(header.hasValidProducerSignature(of: key.verifyingKey) == false)
        header.producerSignature = signature
        header.treasuryBalance = header.treasuryBalance &+ Amount(satoshis: 1)
        #expect(header.hasValidProducerSignature(of: key.verifyingKey) == false)
        header.producerSignature = []
        #expect(header.hasValidProducerSignature(of: key.verifyingKey))
    }
}
