import TestSupport
import Testing
import TimeModel

struct VoteSignatureTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let kind: String
        let bincodeHex: HexBytes
        let messageHex: HexBytes
        let seed: HexBytes
        let signature: HexBytes
        let proposalHash: HexBytes?
        let verify: Bool
        let verifyOtherDecision: Bool?
        let verifyOtherKey: Bool?
        let verifyOtherStall: Bool?
        let verifyWithoutHistory: Bool?
        let verifyOtherJustification: Bool?
        let verifyOtherWeight: Bool?

        var testDescription: String { "\(kind) \(Hex.encode(signature.bytes.prefix(4)))" }

        func decoded<Value: BincodeCodable>(_: Value.Type = Value.self) throws -> Value {
            let value = try Value(bincode: bincodeHex.bytes)
            #expect(value.bincodeEncoded() == bincodeHex.bytes)
            return value
        }

        var key: VerifyingKey {
            get throws { try #require(Ed25519.SigningKey(seed: seed.bytes)).verifyingKey }
        }

        func expectSigned(_ value: some MasternodeSigned) throws {
            #expect(value.signedBytes == messageHex.bytes)
            #expect(value.signature == signature.bytes)
            #expect(value.isSigned(by: try key) == verify)
            let otherKey = try #require(Ed25519.SigningKey(seed: [UInt8](repeating: 0xEE, count: 32))).verifyingKey
            #expect(!value.isSigned(by: otherKey))
        }
    }

    static func cases(_ kind: String) throws -> [Case] {
        try Fixture.decode("ids.json", section: "votes", as: [Case].self).filter { $0.kind == kind }
    }

    @Test(arguments: try cases("TimeVote")) func `checks votes on transactions`(_ golden: Case) throws {
        var vote: TimeVote = try golden.decoded()
        try golden.expectSigned(vote)
        vote.decision = vote.decision == .accept ? .reject : .accept
        #expect(vote.isSigned(by: try golden.key) == golden.verifyOtherDecision)
    }

    @Test(arguments: try cases("LivenessAlert")) func `checks liveness alerts`(_ golden: Case) throws {
        var alert: LivenessAlert = try golden.decoded()
        try golden.expectSigned(alert)
        alert.pollHistory = []
        #expect(alert.isSigned(by: try golden.key) == golden.verifyWithoutHistory)
        alert.stallMilliseconds += 1
        #expect(alert.isSigned(by: try golden.key) == golden.verifyOtherStall)
    }

    @Test(arguments: try cases("FinalityProposal")) func `checks finality proposals`(_ golden: Case) throws {
        var proposal: FinalityProposal = try golden.decoded()
        try golden.expectSigned(proposal)
        #expect(proposal.proposalHash.bytes == golden.proposalHash?.bytes)
        proposal.justification += "!"
        #expect(proposal.isSigned(by: try golden.key) == golden.verifyOtherJustification)
    }

    @Test(arguments: try cases("FallbackVote")) func `checks fallback votes`(_ golden: Case) throws {
        var vote: FallbackVote = try golden.decoded()
        try golden.expectSigned(vote)
        vote.weight += 1
        #expect(vote.isSigned(by: try golden.key) == golden.verifyOtherWeight)
    }

    struct BlockCase: Decodable, Sendable, CustomTestStringConvertible {
        let kind: String
        let messageHex: HexBytes
        let payloadHex: HexBytes
        let publicKey: HexBytes
        let verify: Bool

        var testDescription: String { "\(kind) \(Hex.encode(messageHex.bytes.prefix(4)))" }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "recorded_block_votes", as: [BlockCase].self))
    func `checks recorded votes on blocks`(_ golden: BlockCase) throws {
        let vote = try BlockVote(bincode: golden.payloadHex.bytes.dropFirst(4))
        let phase = try #require(BlockVote.Phase(rawValue: golden.kind))
        let key = try #require(Hash256(golden.publicKey.bytes).flatMap { VerifyingKey($0) })
        #expect(vote.signedBytes(in: phase) == golden.messageHex.bytes)
        #expect(vote.isSigned(by: key, in: phase) == golden.verify)
        #expect(!vote.isSigned(by: key, in: phase == .prepare ? .precommit : .prepare))
    }

    @Test func `makes the golden votes`() throws {
        let key = try #require(Ed25519.SigningKey(seed: Hex.decode(try GoldenValue.text("seed1")) ?? []))
        let block = try #require(BlockHash(hex: try GoldenValue.text("block1.hash")))
        for phase in BlockVote.Phase.allCases {
            let vote = BlockVote(blockHash: block, voter: "1.2.3.4", signature: [])
            let message = vote.signedBytes(in: phase)
            #expect(Hex.encode(message) == (try GoldenValue.text("sig.\(phase.rawValue).msg")))
            #expect(Hex.encode(key.sign(message)) == (try GoldenValue.text("sig.\(phase.rawValue).sig")))
        }
        let timeVote = try TimeVote(bincode: Hex.decode(try GoldenValue.text("timevote.bincode")) ?? [])
        #expect(Hex.encode(timeVote.signedBytes) == (try GoldenValue.text("timevote.msg")))
    }
}
