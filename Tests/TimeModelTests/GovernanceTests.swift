import TestSupport
import Testing
import TimeModel

struct GovernanceTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let kind: String
        let bincodeHex: HexBytes
        let id: HexBytes?
        let payloadBincodeHex: HexBytes?
        let messageHex: HexBytes?
        let seed: HexBytes
        let signature: HexBytes
        let verify: Verdict
        let verifyChanged: Verdict?
        let verifyFlipped: Verdict?

        struct Verdict: Decodable, Sendable {
            let ok: Bool
        }

        var testDescription: String { "\(kind) \(Hex.encode(signature.bytes.prefix(4)))" }
    }

    static func cases(_ kind: String) throws -> [Case] {
        try Fixture.decode("ids.json", section: "governance", as: [Case].self).filter { $0.kind == kind }
    }

    @Test(arguments: try cases("proposal")) func `judges proposals as the node does`(_ golden: Case) throws {
        var proposal = try GovernanceProposal(bincode: golden.bincodeHex.bytes)
        #expect(proposal.bincodeEncoded() == golden.bincodeHex.bytes)
        #expect(proposal.payload.bincodeEncoded() == golden.payloadBincodeHex?.bytes)
        #expect(proposal.id.bytes == golden.id?.bytes)
        #expect(proposal.computedID == proposal.id)
        #expect(proposal.hasValidSignature == golden.verify.ok)
        proposal.submitHeight = proposal.submitHeight.next
        #expect(proposal.computedID != proposal.id)
        proposal.id = proposal.computedID
        #expect(proposal.hasValidSignature == golden.verifyChanged?.ok)
    }

    @Test(arguments: try cases("vote")) func `judges votes as the node does`(_ golden: Case) throws {
        var vote = try GovernanceVote(bincode: golden.bincodeHex.bytes)
        #expect(vote.bincodeEncoded() == golden.bincodeHex.bytes)
        #expect(vote.signedBytes == golden.messageHex?.bytes)
        #expect(vote.hasValidSignature == golden.verify.ok)
        vote.approves.toggle()
        #expect(vote.hasValidSignature == golden.verifyFlipped?.ok)
    }

    @Test func `refuses a key that is no point`() throws {
        let golden = try #require(try Self.cases("vote").first)
        var vote = try GovernanceVote(bincode: golden.bincodeHex.bytes)
        vote.voterKey = try #require(Hash256([2] + [UInt8](repeating: 0, count: 31)))
        #expect(!vote.hasValidSignature)
    }

    @Test func `agrees with the golden values`() throws {
        let proposal = try GovernanceProposal(bincode: Hex.decode(try GoldenValue.text("gov.proposal.bincode")) ?? [])
        #expect(proposal.computedID.description == (try GoldenValue.text("gov.id")))
        #expect(proposal.hasValidSignature)
        let vote = try GovernanceVote(bincode: Hex.decode(try GoldenValue.text("gov.vote.bincode")) ?? [])
        #expect(Hex.encode(vote.signedBytes) == (try GoldenValue.text("gov.vote.msg")))
        #expect(vote.hasValidSignature)
    }
}
