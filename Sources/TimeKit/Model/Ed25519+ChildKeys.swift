import Crypto

extension Ed25519.SigningKey {
    /// The wallet key's child of an index (`chain-data §6.3`). The wallet's own address belongs to no child.
    public func child(_ index: UInt32) -> Ed25519.SigningKey? {
        var writer = BincodeWriter()
        writer.writeRaw("TIMECOIN-KEY-DERIVATION".utf8)
        writer.write(seed)
        writer.write(index)
        return Ed25519.SigningKey(seed: SHA512.hash(bytes: writer.bytes).prefix(Hash256.byteCount))
    }
}

extension SHA512 {
    /// All 64 bytes.
    static func hash(bytes: [UInt8]) -> [UInt8] {
        var hasher = SHA512()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().withUnsafeBytes { Array($0) }
    }
}
