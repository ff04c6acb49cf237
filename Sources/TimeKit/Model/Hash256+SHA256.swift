import Crypto

extension Hash256 {
    public static func sha256(of bytes: some Sequence<UInt8>) -> Hash256 {
        bytes.withContiguousStorageIfAvailable { sha256(of: UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes { sha256(of: $0) }
    }

    package static func sha256(of bytes: UnsafeRawBufferPointer) -> Hash256 {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize().withUnsafeBytes { Hash256($0, at: 0) }
    }
}
