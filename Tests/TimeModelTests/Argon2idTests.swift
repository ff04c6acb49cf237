import TestSupport
import Testing
import TimeModel

struct Argon2idTests {
    @Test func `makes the wallet's golden key`() throws {
        let key = Argon2id(memory: 19_456, passes: 2).key(password: Array("pass".utf8), salt: Array(0..<16), size: 32)
        #expect(Hex.encode(key) == (try GoldenValue.text("wallet.argon2_key (password \"pass\", salt 00..0f)")))
    }

    /// Digests of the first so many bytes 61 62 63 … as other implementations make them.
    @Test func `hashes as RFC 7693 has it`() {
        let golden: [(length: Int, size: Int, digest: String)] = [
            (3, 32, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
            (0, 32, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
            (127, 32, "1e56f2890e2d86b9b960bf66a50d9f708721fe9f2c752b5b8af1e499fe1f6776"),
            (128, 32, "cf4c75be3649648852e4952892400508c169b491a715ca0e18a827cbe90ed454"),
            (129, 32, "0c4f75aaadc8309bae312c69902b893da8b36cc4b6ecb6cf68771a34bf83882c"),
            (300, 20, "a4a5052c22c26ead607f05bd551429eabc9deefb"),
        ]
        for (length, size, digest) in golden {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: 0x61 + $0) }
            #expect(Hex.encode(BLAKE2b.hash(bytes, size: size)) == digest, "\(length)")
        }
        let wide = Hex.encode(BLAKE2b.hash(Array("abc".utf8), size: 64))
        #expect(wide.hasPrefix("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"))
        #expect(wide.hasSuffix("7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"))
    }
}
