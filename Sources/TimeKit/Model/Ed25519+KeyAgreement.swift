internal import Crypto

extension Ed25519.SigningKey {
    /// The X25519 key of the same seed (`chain-data §6.4`).
    var keyAgreementKey: Curve25519.KeyAgreement.PrivateKey? {
        try? Curve25519.KeyAgreement.PrivateKey(
            rawRepresentation: SHA512.hash(bytes: seed.bytes).prefix(Hash256.byteCount))
    }
}

extension VerifyingKey {
    /// The same point on the Montgomery curve, for X25519 (`chain-data §6.4`).
    var keyAgreementKey: Curve25519.KeyAgreement.PublicKey? {
        try? Curve25519.KeyAgreement.PublicKey(
            rawRepresentation: EdwardsPoint.montgomeryCoordinate(rawRepresentation).bytes)
    }
}
