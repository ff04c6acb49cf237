import Testing
import TimeChain
import TimeModel

extension ChainStore {
    /// Connects some of a recorded chain's blocks, counted from 0, in one batch.
    func connect(
        _ chain: RecordedChain, _ range: Range<Int>, location: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try connect(Array(chain.blocks[range]), now: RecordedChain.clock)
        #expect(outcome.violation == nil, sourceLocation: location)
        #expect(outcome.connected == range.count, sourceLocation: location)
    }

    /// Holds the store against what upstream said after the same block.
    func expect(_ record: RecordedChain.BlockRecord, location: SourceLocation = #_sourceLocation) throws {
        let summary = summary
        #expect(summary.tip.height.rawValue == record.height, sourceLocation: location)
        #expect(summary.tip.hash.description == record.hash, sourceLocation: location)
        #expect(summary.tip.treasury.rawValue == record.treasury, sourceLocation: location)
        if let count = record.utxoCount { #expect(summary.unspentCount == count, sourceLocation: location) }
        if let digest = record.utxoDigest {
            let ours = try unspentDigest(.recorded).description
            #expect(ours == digest, "height \(record.height)", sourceLocation: location)
        }
    }
}

extension RecordedChain {
    static func named(_ name: String) throws -> RecordedChain { try (name == "plain" ? plain : rich).get() }
}
