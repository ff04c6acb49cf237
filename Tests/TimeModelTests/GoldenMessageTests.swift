import TestSupport
import Testing
import TimeModel

struct GoldenMessageTests {
    private static let transactionID = TransactionID(Hash256([UInt8](repeating: 0x11, count: 32)) ?? .zero)

    @Test func `signs the golden messages of a stalled transaction`() throws {
        let alert = LivenessAlert(
            chainID: 1, transactionID: Self.transactionID, commitment: Self.transactionID, slot: 5, pollHistory: [],
            confidence: 3, stallMilliseconds: 30_000, reporter: "1.2.3.4", signature: [])
        #expect(alert.signedBytes == (try GoldenValue.bytes("livenessalert.msg")))
        let proposal = FinalityProposal(
            chainID: 1, transactionID: Self.transactionID, commitment: Self.transactionID, slot: 5, decision: .accept,
            justification: "not signed", leader: "1.2.3.4", signature: [])
        #expect(proposal.signedBytes == (try GoldenValue.bytes("finalityproposal.msg")))
        #expect(proposal.proposalHash.description == (try GoldenValue.text("finalityproposal.hash")))
        let vote = FallbackVote(
            chainID: 1, proposalHash: proposal.proposalHash, decision: .reject, voter: "1.2.3.4", weight: 10,
            signature: [])
        #expect(vote.signedBytes == (try GoldenValue.bytes("fallbackvote.reject.msg")))
    }

    @Test func `digests the golden proof`() throws {
        let vote = try TimeVote(bincode: try GoldenValue.bytes("timevote.bincode"))
        let proof = TimeProof(transactionID: vote.transactionID, slot: vote.slot, votes: [vote])
        #expect(proof.hash.description == (try GoldenValue.text("timeproof.hash")))
    }

    @Test func `signs the golden payment request`() throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        var request = PaymentRequest(
            id: "", fromAddress: try GoldenValue.text("addr.pub1.mainnet"),
            toAddress: try GoldenValue.text("addr.pub2.mainnet"), amount: Amount(satoshis: 250_000_000), memo: "lunch",
            requesterName: "not signed", publicKey: key.verifyingKey.description, signature: "",
            timestamp: UnixTime(1_780_000_000), expires: UnixTime(1_780_086_400))
        request.id = request.defaultID
        #expect(request.id == (try GoldenValue.text("payreq.id")))
        #expect(request.signedBytes == (try GoldenValue.bytes("payreq.msg")))
        request.signature = Hex.encode(key.sign(request.signedBytes))
        #expect(request.signature == (try GoldenValue.text("payreq.sig")))
        #expect(request.hasValidSignature)
    }

    @Test func `encodes the golden proposal's payload`() throws {
        let proposal = try GovernanceProposal(bincode: try GoldenValue.bytes("gov.proposal.bincode"))
        #expect(proposal.payload.bincodeEncoded() == (try GoldenValue.bytes("gov.payload.bincode")))
    }
}
