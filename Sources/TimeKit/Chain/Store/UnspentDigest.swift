internal import Crypto
internal import TimeModel

/// A digest over the set of unspent outputs, in the order of their outpoints.
public enum UnspentDigest: Hashable, Sendable, CaseIterable {
    /// As peers state it: scripts without length, and one byte for the state (`chain-data §4`).
    case network
    /// As recorded chains state it: scripts with their length.
    case recorded
}

extension UnspentDigest {
    /// Digests the stored outputs, one row in memory at a time.
    func compute(_ rows: StoredRows) throws -> Hash256 {
        var hasher = SHA256()
        try rows.allOutputs.rows { columns in
            columns.withBytes(0) { key in
                hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: key.prefix(Hash256.byteCount)))
                for byte in key.dropFirst(Hash256.byteCount).reversed() { hasher.update(data: [byte]) }
            }
            withUnsafeBytes(of: columns.integer(1).littleEndian) { hasher.update(bufferPointer: $0) }
            if self == .recorded {
                let size = UInt32(truncatingIfNeeded: columns.byteCount(2))
                withUnsafeBytes(of: size.littleEndian) { hasher.update(bufferPointer: $0) }
            }
            columns.withBytes(2) { hasher.update(bufferPointer: $0) }
            if self == .network { hasher.update(data: [Self.unspentState]) }
            return true
        }
        return hasher.finalize().withUnsafeBytes { Hash256($0, at: 0) }
    }

    /// The state of every output of ours; others come from votes, which a follower doesn't count.
    private static var unspentState: UInt8 { 0 }
}
