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
            columns.withBytes(0) { hasher.update(bufferPointer: $0) }
            hasher.update(littleEndian: UInt32(truncatingIfNeeded: columns.integer(1)))
            hasher.update(littleEndian: columns.integer(2))
            if self == .recorded { hasher.update(littleEndian: UInt32(truncatingIfNeeded: columns.byteCount(3))) }
            columns.withBytes(3) { hasher.update(bufferPointer: $0) }
            if self == .network { hasher.update(data: [Self.unspentState]) }
            return true
        }
        return hasher.finalize().withUnsafeBytes { Hash256($0, at: 0) }
    }

    /// The state of every output of ours; others come from votes, which a follower doesn't count.
    private static var unspentState: UInt8 { 0 }
}

extension SHA256 {
    fileprivate mutating func update(littleEndian value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { update(bufferPointer: $0) }
    }
}
