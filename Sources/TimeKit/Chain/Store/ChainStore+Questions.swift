package import TimeModel

/// What people ask about the chain.
extension ChainStore {
    /// A block of the chain; nil if there is none at the height.
    package func block(at height: Height) throws(ChainStoreError) -> Block? {
        try reading { rows in
            try rows.blocks.first(height, height, 1) { try Block(bincode: $0.bytes(1)) }
        }
    }

    /// Where the chain holds a transaction: its block's height and its place in it. Nil if no block does.
    package func place(of id: TransactionID) throws(ChainStoreError) -> (height: Height, position: Int)? {
        try reading { rows in
            try StoredLedger(rows).place(of: id).map { ($0.height, Int($0.position)) }
        }
    }

    /// Unspent outputs that older blocks than `height` created: how many, and their sum modulo 2^64.
    package func unspent(before height: Height) throws(ChainStoreError) -> (count: Int, sum: Amount) {
        try reading { rows in
            var count = 0
            var sum = Amount.zero
            try rows.outputsBefore.rows(height) { columns in
                count += 1
                sum = sum &+ Amount(satoshis: columns.integer(0))
                return true
            }
            return (count, sum)
        }
    }

    /// The unspent outputs that pay one of `addresses`. Reads all there are, once: they have no index by whom they pay.
    package func unspentOutputs(paying addresses: Set<Address>) throws(ChainStoreError) -> [(OutPoint, UnspentOutput)] {
        // No character of an address has a meaning in JSON.
        let list = "[" + addresses.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        return try reading { rows in
            var found: [(OutPoint, UnspentOutput)] = []
            try rows.outputsPaying.rows(list) { columns in
                found.append(
                    (
                        OutPoint(
                            transactionID: TransactionID(try columns.hash(0)),
                            index: UInt32(truncatingIfNeeded: columns.integer(1))),
                        UnspentOutput(
                            value: Amount(satoshis: columns.integer(2)), scriptPubkey: columns.bytes(3),
                            height: Height(columns.integer(4)))
                    ))
                return true
            }
            return found
        }
    }
}
