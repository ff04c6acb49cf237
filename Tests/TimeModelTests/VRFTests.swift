import TestSupport
import Testing
import TimeModel

struct VRFTests {
    struct Case: Decodable, Sendable {
        let seed: HexBytes
        let height: UInt64
        let previousHash: String
        let output: String
        let proof: HexBytes
        let score: UInt64
    }

    struct EligibilityCase: Decodable, Sendable {
        let score: UInt64
        let weight: UInt64
        let totalWeight: UInt64
        let eligible: Bool
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "vrf", as: [Case].self))
    func `draws as the network does`(_ golden: Case) throws {
        let key = try #require(Ed25519.SigningKey(seed: golden.seed.bytes))
        let previousHash = try #require(BlockHash(hex: golden.previousHash))
        let input = VRF.input(height: Height(golden.height), previousHash: previousHash)
        let draw = VRF.draw(key, input: input)
        #expect(draw.output.description == golden.output)
        #expect(draw.proof == golden.proof.bytes)
        #expect(VRF.score(of: draw.output) == golden.score)
    }

    /// The verdicts that the fixture holds for every draw: only size and bytes 32 to 63 matter.
    @Test(arguments: try Fixture.decode("ids.json", section: "vrf", as: [Case].self))
    func `takes the proofs that the network takes`(_ golden: Case) throws {
        let previousHash = try #require(BlockHash(hex: golden.previousHash))
        let input = VRF.input(height: Height(golden.height), previousHash: previousHash)
        let otherInput = VRF.input(height: Height(golden.height ^ 1), previousHash: previousHash)
        let proof = golden.proof.bytes
        func changed(_ index: Int) -> [UInt8] {
            var copy = proof
            copy[index] ^= 1
            return copy
        }
        #expect(VRF.accepts(proof: proof, input: input))
        #expect(VRF.accepts(proof: [], input: input))
        #expect(VRF.accepts(proof: changed(0), input: input))
        #expect(VRF.accepts(proof: changed(79), input: input))
        #expect(VRF.accepts(proof: changed(40), input: input) == false)
        #expect(VRF.accepts(proof: Array(proof.dropLast()), input: input) == false)
        #expect(VRF.accepts(proof: proof, input: otherInput) == false)
    }

    @Test func `draws the golden output`() throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        let input = VRF.input(height: 1, previousHash: NetworkParameters.mainnet.genesisHash)
        let draw = VRF.draw(key, input: input)
        #expect(input.description == (try GoldenValue.text("vrf.alpha")))
        #expect(draw.output.description == (try GoldenValue.text("vrf.output")))
        #expect(draw.proof == (try GoldenValue.bytes("vrf.proof")))
        #expect(String(VRF.score(of: draw.output)) == (try GoldenValue.text("vrf.score")))
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "proposer_eligibility", as: [EligibilityCase].self))
    func `entitles as the network does`(_ golden: EligibilityCase) {
        let eligible = VRF.isEligible(score: golden.score, weight: golden.weight, total: golden.totalWeight)
        #expect(eligible == golden.eligible)
    }
}
