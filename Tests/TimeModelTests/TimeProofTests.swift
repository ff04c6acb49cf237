import TestSupport
import Testing
import TimeModel

struct TimeProofTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let bincodeHex: HexBytes
        let hash: HexBytes
        let totalWeight: UInt64
        let node: Verdict

        struct Verdict: Decodable, Sendable {
            let ok: Bool
            let weight: UInt64?
            let error: String?
        }

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "time_proofs", as: [Case].self))
    func `judges proofs as the node does`(_ golden: Case) throws {
        let proof = try TimeProof(bincode: golden.bincodeHex.bytes)
        #expect(proof.bincodeEncoded() == golden.bincodeHex.bytes)
        #expect(proof.hash.bytes == golden.hash.bytes)
        do {
            let weight = try proof.provenWeight(of: golden.totalWeight, key: Self.key)
            #expect(golden.node.ok)
            #expect(weight == golden.node.weight)
        } catch {
            #expect(!golden.node.ok)
            #expect(golden.node.error?.hasPrefix(Self.upstreamText(of: error)) == true, "\(error)")
        }
    }

    /// 203.0.113.K has the key of the seed K repeated 32 times, K < 9.
    static func key(of voter: String) -> VerifyingKey? {
        guard let number = voter.split(separator: ".").last.flatMap({ UInt8($0) }), number < 9 else { return nil }
        return Ed25519.SigningKey(seed: [UInt8](repeating: number, count: 32))?.verifyingKey
    }

    static func upstreamText(of error: TimeProofError) -> String {
        switch error {
        case .noVotes: "TimeProof has no votes"
        case .differingVotes: "Vote fields mismatch"
        case .rejectingVote: "TimeProof contains non-Accept vote"
        case .doubledVoter(let voter): "Duplicate voter in TimeProof: \(voter)"
        case .unknownVoter(let voter): "Voter not in AVS: \(voter)"
        case .invalidSignature(let voter): "Invalid vote signature from \(voter)"
        case .insufficientWeight(let weight, let needed): "Insufficient weight: \(weight) < \(needed)"
        }
    }

    @Test func `needs 67 percent of any weight without overflow`() throws {
        let proof = TimeProof(
            transactionID: .zero, slot: 1,
            votes: try [UInt8(1), 2]
                .map { number in
                    let key = try #require(Ed25519.SigningKey(seed: [UInt8](repeating: number, count: 32)))
                    var vote = TimeVote(
                        chainID: 1, transactionID: .zero, commitment: .zero, slot: 1, decision: .accept,
                        voter: "203.0.113.\(number)", weight: .max, signature: [])
                    vote.signature = key.sign(vote.signedBytes)
                    return vote
                })
        #expect(try proof.provenWeight(of: .max, key: Self.key) == UInt64.max)
    }
}
