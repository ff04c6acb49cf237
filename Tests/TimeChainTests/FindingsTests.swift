import Testing
import TimeChain
import TimeModel

@Suite struct FindingsTests {
    @Test func ordinaryChainHasNone() throws {
        #expect(try Self.findings(in: RecordedChain.plain.get()).isEmpty)
    }

    /// What each unusual block of the rich chain is reported for; its notes say what is unusual.
    @Test func everyUnusualBlockIsReported() throws {
        let expected: [UInt64: Set<AuditCheck>] = [
            12: [.supply], 16: [.inputs, .supply],
            // Fees of chained pairs that nobody claims.
            30: [.reward, .supply], 31: [.reward, .supply], 32: [.reward, .supply],
            // Spent twice, unsigned, included again.
            33: [.inputs, .supply], 34: [.inputs, .inputSignatures, .supply], 35: [.inputSignatures],
            36: [.inputSignatures], 38: [.inputs, .supply], 41: [.inputs, .supply],
            42: [.inputs, .inputSignatures, .reward, .treasury, .supply],
            43: [.treasury, .supply], 44: [.treasury, .supply], 45: [.treasury, .supply],
            // Minting; inputs that don't exist.
            46: [.minting, .supply], 47: [.inputs, .inputSignatures, .reward, .supply],
            48: [.inputSignatures, .minting, .supply], 49: [.inputs, .inputSignatures, .supply],
            51: [.specialTransactions], 52: [.inputSignatures], 53: [.specialTransactions], 54: [.specialTransactions],
            56: [.specialTransactions], 57: [.specialTransactions], 63: [.producerSignature], 64: [.inputSignatures],
            // A sum that wraps: the supply ledger, modulo 2^64, doesn't see it.
            66: [.inputSignatures, .minting],
            70: [.inputSignatures], 71: [.inputSignatures], 72: [.inputs, .inputSignatures, .reward, .supply],
            73: [.inputs, .inputSignatures, .supply], 74: [.inputs, .supply], 75: [.producerSignature],
        ]
        var found: [UInt64: Set<AuditCheck>] = [:]
        for finding in try Self.findings(in: RecordedChain.rich.get()) where finding.check != .timestamp {
            found[finding.height.rawValue, default: []].insert(finding.check)
        }
        for height in Set(expected.keys).union(found.keys).sorted() {
            #expect(found[height] == expected[height], "height \(height)")
        }
    }

    @Test func everyTimestampBesideItsSlotIsReported() throws {
        let chain = try RecordedChain.rich.get()
        let noted = chain.records.filter { $0.notes?.contains { $0.hasPrefix("timestamp") } ?? false }
        let found = try Self.findings(in: chain).filter { $0.check == .timestamp }
        #expect(found.map(\.height.rawValue) == noted.map(\.height))
    }

    @Test func aBlockOfManyFaultsIsOneFindingPerCheck() throws {
        let findings = try Self.findings(in: RecordedChain.rich.get())
        #expect(Set(findings.map { "\($0.height) \($0.check)" }).count == findings.count)
        let twice = try #require(findings.first { $0.height == 41 && $0.check == .inputs })
        #expect(twice.detail.hasSuffix(", and 1 more"))
    }

    private static func findings(in chain: RecordedChain) throws -> [AuditFinding] {
        var state = ChainState()
        return try chain.blocks.flatMap { try state.connect($0, now: RecordedChain.clock).findings }
    }
}
