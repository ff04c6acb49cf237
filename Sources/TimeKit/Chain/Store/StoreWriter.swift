internal import GRDB
internal import TimeModel

/// Changes the stored chain inside a transaction that its caller begins and ends.
struct StoreWriter {
    private let rows: StoredRows
    private let network: NetworkParameters
    /// Where the chain stands after what was written so far.
    private(set) var summary: ChainSummary

    init(_ rows: StoredRows, network: NetworkParameters, summary: ChainSummary) {
        self.rows = rows
        self.network = network
        self.summary = summary
    }

    /// Connects blocks until one is refused. Outputs created and spent among them are never written.
    mutating func connect(_ blocks: [PreparedBlock], now: UnixTime) throws -> ConnectOutcome {
        var overlay = LedgerOverlay(base: try StoredLedger(rows))
        var connected: [ConnectedBlock] = []
        connected.reserveCapacity(blocks.count)
        var violation: RuleViolation?
        for block in blocks {
            do {
                let next = try BlockConnector.connect(
                    block, onto: summary.tip, view: &overlay, now: now, network: network)
                summary.tip = next.tip
                summary.count(created: next.change.created, spent: next.change.spent)
                summary.findingCount += next.findings.count
                connected.append(next)
            } catch let refused as RuleViolation {
                violation = refused
                break
            }
        }
        if !connected.isEmpty {
            try write(connected)
            try write(overlay)
            try summary.write(to: rows)
        }
        return ConnectOutcome(
            connected: connected.count, tip: summary.tip, findings: connected.flatMap(\.findings),
            violation: violation)
    }

    /// Takes blocks back down to a height, exactly.
    mutating func disconnect(to height: Height) throws {
        var overlay = LedgerOverlay(base: try StoredLedger(rows))
        let undo = try rows.undo
        while summary.tip.height > height {
            guard let bytes = try undo.first(summary.tip.height, read: { $0.bytes(0) }) else {
                throw StoreInconsistency("there is no undo data for block \(summary.tip.height)", code: .tooDeep)
            }
            let change = try LedgerChange(bincode: bytes)
            try overlay.revert(change)
            summary.count(created: change.spent, spent: change.created)
            summary.tip = change.parent
        }
        try write(overlay)
        summary.findingCount -= Int(try rows.countFindingsAbove.first(height) { $0.integer(0) } ?? 0)
        try rows.deleteFindings.execute(height)
        try rows.deleteUndoAbove.execute(height)
        try rows.deleteBlocks.execute(height)
        try summary.write(to: rows)
    }

    /// The blocks with their findings, and undo data for the last ones.
    private func write(_ connected: [ConnectedBlock]) throws {
        let (insertBlock, insertUndo, insertFinding) = (
            try rows.insertBlock, try rows.insertUndo, try rows.insertFinding
        )
        let lastWithoutUndo = summary.tip.height.advanced(by: -ChainLimits.maximumReorganisationDepth)
        try rows.deleteUndoThrough.execute(lastWithoutUndo)
        for block in connected {
            let height = block.tip.height
            try insertBlock.execute(height, block.tip.hash, block.stored.encoded.bytes)
            if height > lastWithoutUndo { try insertUndo.execute(height, block.change.bincodeEncoded()) }
            for finding in block.findings {
                try insertFinding.execute(height, finding.check.rawValue, finding.detail)
            }
        }
    }

    /// The net changes of an overlay that blocks were either connected to or taken back from, never both: a transaction
    /// that goes from one place to another would leave its outputs behind.
    private func write(_ overlay: LedgerOverlay) throws {
        try writeOutputs(of: overlay)
        let (insertTransaction, deleteTransaction) = (try rows.insertTransaction, try rows.deleteTransaction)
        // In the order of the keys, neighbours share the pages that they touch.
        for (id, place) in overlay.transactions.sorted(by: { $0.key < $1.key }) {
            if let place {
                try insertTransaction.execute(id, place.height, place.position)
            } else {
                try deleteTransaction.execute(id)
            }
        }
        for (id, indexes) in overlay.tombstones {
            if indexes.isEmpty {
                try rows.deleteTombstones.execute(id)
            } else {
                try rows.putTombstones.execute(id, indexes.sorted().bincodeEncoded())
            }
        }
        for (node, record) in overlay.registrations {
            if let record {
                try rows.putRegistration.execute(node, record.bincodeEncoded())
            } else {
                try rows.deleteRegistration.execute(node)
            }
        }
    }

    /// Before the transactions, whose places tell where their outputs are.
    private func writeOutputs(of overlay: LedgerOverlay) throws {
        let stored = try StoredLedger(rows)
        let placed = try overlay.outputs.map { outPoint, output in
            let id = outPoint.transactionID
            let new = (overlay.transactions[id] ?? nil).map { ($0.height, $0.position) }
            guard let (height, position) = try new ?? stored.place(of: id) else {
                throw StoreInconsistency("transaction \(id) has an unspent output and no place")
            }
            return (key: (height, position, outPoint.index), output)
        }
        let (insertOutput, deleteOutput) = (try rows.insertOutput, try rows.deleteOutput)
        for ((height, position, index), output) in placed.sorted(by: { $0.key < $1.key }) {
            if let output {
                try insertOutput.execute(height, position, index, output.value, output.scriptPubkey)
            } else {
                try deleteOutput.execute(height, position, index)
            }
        }
    }
}
