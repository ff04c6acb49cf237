internal import Crypto
internal import TimeModel

/// A digest over the set of unspent outputs, in the order of their outpoints.
public enum UnspentDigest: Hashable, Sendable, CaseIterable {
    /// As peers state it (`chain-data §4`). Theirs may count more than the chain makes unspent.
    case network
    /// As the recorded chains state it: scripts with their length in four bytes, no states.
    case recorded

    /// Reads the stored outputs, one row in memory at a time.
    func compute(_ rows: StoredRows) throws -> Hash256 {
        switch self {
        case .network:
            var hasher = UnspentSetHasher()
            try rows.eachOutput { hasher.add($0, value: $1, scriptPubkey: $2) }
            return hasher.finalize()
        case .recorded:
            var hasher = SHA256()
            try rows.eachOutput { outPoint, value, script in
                var writer = BincodeWriter(capacity: OutPoint.minimumEncodedSize + 12 + script.count)
                writer.writeAll(outPoint, value, UInt32(truncatingIfNeeded: script.count))
                writer.writeRaw(script)
                writer.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            }
            return hasher.finalize().withUnsafeBytes { Hash256($0, at: 0) }
        }
    }
}

extension StoredRows {
    fileprivate func eachOutput(_ body: (OutPoint, Amount, [UInt8]) throws -> Void) throws {
        try allOutputs.rows { columns in
            let outPoint = OutPoint(
                transactionID: TransactionID(try columns.hash(0)), index: UInt32(truncatingIfNeeded: columns.integer(1))
            )
            try body(outPoint, Amount(satoshis: columns.integer(2)), columns.bytes(3))
            return true
        }
    }
}
