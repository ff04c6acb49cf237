public import TimeModel

extension ChainStore {
    /// The bytes of consecutive blocks as they were received: one range read.
    ///
    /// - Parameter maximumBytes: of all of them together; ends before the block that would exceed it.
    public func blockBytes(
        from first: Height, through last: Height, maximumCount: Int, maximumBytes: Int
    ) throws(ChainStoreError) -> [[UInt8]] {
        try reading { rows in
            var blocks: [[UInt8]] = []
            var room = maximumBytes
            try rows.blocks.rows(first, last, max(0, maximumCount)) { columns in
                guard columns.integer(0) == first.advanced(by: blocks.count).rawValue else { return false }
                room -= columns.byteCount(1)
                guard room >= 0 else { return false }
                blocks.append(columns.bytes(1))
                return true
            }
            return blocks
        }
    }

    /// Nil above the tip.
    public func blockHash(at height: Height) throws(ChainStoreError) -> BlockHash? {
        try reading { rows in try rows.blockHash.first(height) { BlockHash(try $0.hash(0)) } }
    }

    /// Nil unless the chain holds the block.
    public func height(of hash: BlockHash) throws(ChainStoreError) -> Height? {
        try reading { rows in try rows.blockHeight.first(hash) { Height($0.integer(0)) } }
    }

    /// Nil if no block created the output, or one has spent it.
    public func unspentOutput(_ outPoint: OutPoint) throws(ChainStoreError) -> UnspentOutput? {
        try reading { rows in try StoredLedger(rows).unspentOutput(outPoint) }
    }

    /// What the stricter checks found, in height order.
    public func findings(from height: Height, maximumCount: Int) throws(ChainStoreError) -> [AuditFinding] {
        try reading { rows in
            var findings: [AuditFinding] = []
            try rows.findings.rows(height, maximumCount) { columns in
                guard let check = AuditCheck(rawValue: columns.text(1)) else {
                    throw StoreInconsistency("a finding of an unknown check, \(columns.text(1))")
                }
                findings.append(
                    AuditFinding(
                        check: check, height: Height(columns.integer(0)), hash: BlockHash(try columns.hash(3)),
                        detail: columns.text(2)))
                return true
            }
            return findings
        }
    }

    /// Reads every unspent output.
    public func unspentDigest(_ digest: UnspentDigest = .network) throws(ChainStoreError) -> Hash256 {
        try reading { rows in try digest.compute(rows) }
    }
}
