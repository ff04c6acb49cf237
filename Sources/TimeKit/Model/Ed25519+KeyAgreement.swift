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

extension Curve25519.KeyAgreement.PrivateKey {
    /// The secret that both sides come to; nil if the other key is of small order, for then everybody knows it.
    func agreedSecret(with other: Curve25519.KeyAgreement.PublicKey) -> [UInt8]? {
        guard let secret = try? sharedSecretFromKeyAgreement(with: other) else { return nil }
        let bytes = secret.withUnsafeBytes { Array($0) }
        return bytes.allSatisfy { $0 == 0 } ? nil : bytes
    }
}
