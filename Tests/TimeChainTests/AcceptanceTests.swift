import Testing
import TimeChain
import TimeModel

@Suite struct AcceptanceTests {
    /// Where this node means to answer differently, and why. All are about what a node had, or lacked, in its store.
    static let exceptions: [String: String] = {
        let gap = "a block below the tip that isn't stored is skipped: storing it without its effects is a defect"
        let genesis = "genesis is compiled in and always stored"
        return [
            "gap-004": gap, "gap-006": gap, "gap-008": gap, "gap-010": gap, "gap-014": gap,
            "genesis-002": genesis, "genesis-003": genesis, "genesis-015": genesis,
            "genesis-004": "no checkpoint is needed for a genesis that names no parent: refused by C2 instead of C5",
        ]
    }()

    @Test(arguments: try AcceptanceCase.all.get())
    func liveNodesVerdictIsOurs(_ recorded: AcceptanceCase) throws {
        let block = try recorded.candidateBlock()
        #expect(block.received.hash.description == recorded.candidateHash)
        var state = try recorded.state()
        let outcome = try recorded.deliver(block, to: &state)
        guard Self.exceptions[recorded.id] == nil else {
            #expect(!Self.agrees(outcome, with: recorded), "no longer an exception")
            return
        }
        #expect(Self.agrees(outcome, with: recorded), "\(recorded.verdict) by \(recorded.rule), ours: \(outcome)")
        if case .accept = outcome, let after = recorded.stateAfter {
            #expect(state.tip.hash.description == after.tipHash)
            #expect(state.tip.height == Height(after.tipHeight))
            #expect(state.ledger.unspentOutputs.count == after.utxoCount)
            #expect(state.ledger.digest.description == after.utxoDigest)
        }
    }

    @Test func exceptionsAreCasesAboutTheStore() throws {
        let marked = try AcceptanceCase.all.get().filter { $0.localStore != nil }.map(\.id)
        #expect(Set(Self.exceptions.keys).isSubset(of: marked))
    }

    /// The same verdict and, for a refusal, for the same rule.
    private static func agrees(_ outcome: AcceptanceCase.Outcome, with recorded: AcceptanceCase) -> Bool {
        guard outcome.verdict == recorded.verdict else { return false }
        guard case .reject(let violation) = outcome else { return true }
        return violation.rule == recorded.violatedRule
    }
}

extension AcceptanceCase {
    /// By the id that the case names or, where it names a section, by the class of the error.
    fileprivate var violatedRule: Rule? {
        if let rule = Rule(rawValue: rule) { return rule }
        return switch errorClass {
        case "early-timestamp": .b7
        case "reward-mismatch": .w6
        case "fork-wrong-parent": .a5
        case "genesis-wrong-hash", "genesis-bad-structure": .a3
        default: nil
        }
    }
}
