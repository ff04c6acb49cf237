import Crypto

/// Digests a set of unspent outputs, by which nodes compare theirs (`chain-data §4`, UTXO-set hash).
public struct UnspentSetHasher: Sendable {
    private var hasher = SHA256()

    public init() {}

    /// Takes one output. Outputs come in the order of their outpoints.
    public mutating func add(
        _ outpoint: OutPoint, value: Amount, scriptPubkey: [UInt8], state: UTXOState = .unspent
    ) {
        var writer = BincodeWriter(capacity: 45 + scriptPubkey.count)
        writer.write(outpoint)
        writer.write(value)
        writer.writeRaw(scriptPubkey)
        writer.write(state.index)
        writer.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }

    public func finalize() -> Hash256 {
        hasher.finalize().withUnsafeBytes { Hash256($0, at: 0) }
    }
}

extension UTXOState {
    fileprivate var index: UInt8 {
        switch self {
        case .unspent: 0
        case .locked: 1
        case .spentPending: 2
        case .spentFinalized: 3
        case .archived: 4
        }
    }
}
