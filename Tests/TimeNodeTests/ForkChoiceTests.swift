import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode

/// The choice between two chains, as the original node makes it.
struct ForkChoiceTests {
    struct Decision: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let now: Int64
        let ourHeight: UInt64
        let ourTipHash: String
        let ourForkBlockHash: String?
        let peerHeight: UInt64
        let peerTipHash: String
        let peerForkBlockHash: String?
        let peerTipTimestamp: Int64?
        let checkedPeers: Int
        let supportingPeers: Int
        let acceptPeerChain: Bool

        var testDescription: String { id }
    }

    struct DepthLimit: Decodable, Sendable {
        let depth: Int
        let allowed: Bool
    }

    static let decisions = Result { try Fixture.decode("fork-cases.json", section: "decisions", as: [Decision].self) }

    @Test(arguments: try decisions.get())
    func choosesAsTheNetworkDoes(decision: Decision) throws {
        let now = UnixTime(decision.now)
        let accepts = ForkChoice.prefers(
            try branch(decision.peerHeight, decision.peerTipHash, decision.peerForkBlockHash),
            to: try branch(decision.ourHeight, decision.ourTipHash, decision.ourForkBlockHash),
            timestamp: decision.peerTipTimestamp.map { UnixTime($0) } ?? now,
            support: ForkChoice.Support(supporting: decision.supportingPeers, checked: decision.checkedPeers), at: now)
        #expect(accepts == decision.acceptPeerChain)
    }

    @Test func takesBackAsManyBlocksAsTheNetworkDoes() throws {
        for limit in try Fixture.decode("fork-cases.json", section: "depth_limit", as: [DepthLimit].self) {
            #expect((limit.depth <= ChainLimits.maximumReorganisationDepth) == limit.allowed, "\(limit.depth)")
        }
    }

    private func branch(_ height: UInt64, _ tip: String, _ first: String?) throws -> ForkChoice.Branch {
        ForkChoice.Branch(
            height: Height(height), tip: try #require(BlockHash(hex: tip)),
            first: try first.map { try #require(BlockHash(hex: $0)) })
    }
}
