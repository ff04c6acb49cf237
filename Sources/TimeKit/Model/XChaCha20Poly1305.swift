internal import Crypto

/// ChaCha20-Poly1305 with a nonce long enough to be drawn at random: HChaCha20 makes a key of the first 16 of its 24
/// bytes (draft-irtf-cfrg-xchacha), and swift-crypto does the rest.
enum XChaCha20Poly1305 {
    static let nonceSize = 24
    static let tagSize = 16

    /// The ciphertext with its tag; nil if the nonce isn't 24 bytes.
    static func seal(_ plaintext: [UInt8], key: Hash256, nonce: [UInt8]) -> [UInt8]? {
        guard let (key, nonce) = derived(key, nonce),
            let box = try? ChaChaPoly.seal(plaintext, using: key, nonce: nonce)
        else { return nil }
        return Array(box.ciphertext) + Array(box.tag)
    }

    /// The plaintext; nil if `sealed` isn't what was sealed with this key and nonce.
    static func open(_ sealed: [UInt8], key: Hash256, nonce: [UInt8]) -> [UInt8]? {
        guard sealed.count >= tagSize, let (key, nonce) = derived(key, nonce),
            let box = try? ChaChaPoly.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(tagSize), tag: sealed.suffix(tagSize)),
            let plaintext = try? ChaChaPoly.open(box, using: key)
        else { return nil }
        return Array(plaintext)
    }

    private static func derived(_ key: Hash256, _ nonce: [UInt8]) -> (SymmetricKey, ChaChaPoly.Nonce)? {
        guard nonce.count == nonceSize,
            let shortNonce = try? ChaChaPoly.Nonce(data: [0, 0, 0, 0] + nonce.suffix(8))
        else { return nil }
        return (SymmetricKey(data: hChaCha20(key: key.bytes, input: Array(nonce.prefix(16)))), shortNonce)
    }

    /// Twenty rounds of ChaCha over key and input without the final addition; the first and last rows are the result.
    static func hChaCha20(key: [UInt8], input: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6170_7865, 0x3320_646E, 0x7962_2D32, 0x6B20_6574] + words(key) + words(input)
        for _ in 0..<10 {
            quarterRound(&state, 0, 4, 8, 12)
            quarterRound(&state, 1, 5, 9, 13)
            quarterRound(&state, 2, 6, 10, 14)
            quarterRound(&state, 3, 7, 11, 15)
            quarterRound(&state, 0, 5, 10, 15)
            quarterRound(&state, 1, 6, 11, 12)
            quarterRound(&state, 2, 7, 8, 13)
            quarterRound(&state, 3, 4, 9, 14)
        }
        var writer = BincodeWriter()
        for word in state[0..<4] + state[12..<16] { writer.write(word) }
        return writer.bytes
    }

    private static func words(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count, by: 4)
            .map { start in
                bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            }
    }

    private static func quarterRound(_ state: inout [UInt32], _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        func step(_ sum: Int, _ addend: Int, _ target: Int, _ rotation: UInt32) {
            state[sum] &+= state[addend]
            let mixed = state[target] ^ state[sum]
            state[target] = mixed << rotation | mixed >> (32 - rotation)
        }
        step(a, b, d, 16)
        step(c, d, b, 12)
        step(a, b, d, 8)
        step(c, d, b, 7)
    }
}
