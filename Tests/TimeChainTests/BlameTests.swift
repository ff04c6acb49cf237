import Testing
import TimeChain
import TimeModel

@Suite struct BlameTests {
    /// What a relaying peer can do to a block under its hash.
    enum Alteration: CaseIterable {
        case repeatedTail, noRewards, shortProof, hugeMemo, swappedTransactions

        var rule: Rule {
            switch self {
            case .repeatedTail: .b8
            case .noRewards: .b13
            case .shortProof: .b12
            case .hugeMemo: .b10
            case .swappedTransactions: .b2
            }
        }

        func apply(to block: inout Block) {
            switch self {
            case .repeatedTail: block.transactions.append(block.transactions[2])
            case .noRewards: block.masternodeRewards = []
            case .shortProof: block.header.vrfProof = [1]
            case .hugeMemo: block.transactions[2].encryptedMemo = Array(repeating: 0, count: 4_000_000)
            case .swappedTransactions: block.transactions.swapAt(1, 2)
            }
        }
    }

    @Test(arguments: Alteration.allCases)
    func alteredCopyIsBlamedAndNotTheBlock(_ alteration: Alteration) throws {
        var state = ChainState()
        let block = BlockMaker.block(on: state.tip, transactions: [BlockMaker.minting(1)])
        var copy = block
        alteration.apply(to: &copy)
        #expect(copy.header.blockHash == block.header.blockHash)

        let violation = try #require(throws: RuleViolation.self) { try state.connect(copy) }
        #expect(violation.rule == alteration.rule)
        #expect(!violation.concernsCommittedFieldsOnly)
        _ = try state.connect(block)
    }

    /// Ten years on, the same block fails by the same rule unless its violation says that waiting may help.
    @Test func waitingHelpsOnlyAgainstTheClocksRules() throws {
        for recorded in try AcceptanceCase.all.get() where recorded.verdict == "reject" {
            let block = try recorded.candidateBlock()
            var state = try recorded.state()
            guard case .reject(let violation) = try recorded.deliver(block, to: &state),
                !violation.isClockBound
            else { continue }
            let later = try recorded.deliver(block, to: &state, delay: 315_360_000)
            #expect(later == .reject(violation), "\(recorded.id)")
        }
    }
}
