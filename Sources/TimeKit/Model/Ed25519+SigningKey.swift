import Crypto
import FoundationEssentials

extension Ed25519 {
    /// A secret key, kept as its 32-byte seed. Its descriptions don't show it.
    public struct SigningKey: Sendable {
        let seed: Hash256
        public let verifyingKey: VerifyingKey
        private let key: Curve25519.Signing.PrivateKey

        /// Nil unless `seed` is 32 bytes.
        public init?(seed: some Collection<UInt8>) {
            guard let seed = Hash256(seed),
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed.bytes),
                let encoded = Hash256(key.publicKey.rawRepresentation),
                let verifyingKey = VerifyingKey(encoded)
            else { return nil }
            self.seed = seed
            self.key = key
            self.verifyingKey = verifyingKey
        }

        /// The 64 bytes of RFC 8032, always the same for the same message. (BoringSSL fails for want of memory only.)
        public func sign(_ message: some Sequence<UInt8>) -> [UInt8] {
            Array((try? key.signature(for: Array(message))) ?? Data())
        }
    }
}

extension Ed25519.SigningKey: CustomStringConvertible, CustomReflectable {
    public var description: String { "signing key of \(verifyingKey)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
