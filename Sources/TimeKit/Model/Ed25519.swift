import Crypto
import FoundationEssentials

/// Ed25519 signatures (RFC 8032, without prehash or context).
public enum Ed25519 {
    /// What the network asks of a signature depends on what is signed (`chain-data §1.4`).
    public enum Rule: Hashable, Sendable {
        /// s is reduced, and R recomputed without the cofactor equals the signature's R byte by byte.
        case plain
        /// Also neither the key nor R is of small order: transaction inputs and producers' signatures.
        case strict
    }

    public static let signatureSize = 64

    /// False for a signature that isn't 64 bytes, too.
    public static func verify(
        signature: some Sequence<UInt8>, message: some Sequence<UInt8>, key: VerifyingKey, rule: Rule
    ) -> Bool {
        let signature = Array(signature)
        guard signature.count == signatureSize,
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.rawRepresentation.bytes),
            publicKey.isValidSignature(signature, for: Array(message))
        else { return false }
        return switch rule {
        case .plain: true
        case .strict:
            !EdwardsPoint.hasSmallOrder(key.rawRepresentation)
                && !EdwardsPoint.hasSmallOrder(signature.withUnsafeBytes { Hash256($0, at: 0) })
        }
    }
}
