/// What a masternode shows to claim a collateral output in its announcement (`chain-data §5.2`).
public enum CollateralProof {
    public static func claimText(_ outpoint: OutPoint) -> String { "TIME_COLLATERAL_CLAIM:\(outpoint)" }

    /// What a masternode signs to give its collateral up (`chain-data §5`, MasternodeUnlock).
    public static func revocationText(nodeAddress: String, outpoint: OutPoint, timestamp: UInt64) -> String {
        "TIME_COLLATERAL_REVOKE:\(nodeAddress):\(outpoint):\(timestamp)"
    }

    /// Whether `proof` names a key and has a signature that isn't that key's. A shorter one is by the announced key, which
    /// an honest masternode may have changed since.
    public static func isForged(_ proof: [UInt8], for outpoint: OutPoint) -> Bool {
        guard proof.count == InputSignature.scriptSize else { return false }
        guard let key = Hash256(proof.prefix(Hash256.byteCount)).flatMap({ VerifyingKey($0) }) else { return true }
        return !isSigned(proof, for: outpoint, by: key)
    }

    private static func isSigned(_ proof: [UInt8], for outpoint: OutPoint, by key: VerifyingKey) -> Bool {
        Ed25519.verify(
            signature: proof.suffix(Ed25519.signatureSize), message: claimText(outpoint).utf8, key: key, rule: .plain)
    }

    /// Whether `proof` is a signature over the claim by the key that owns the output: the announced one (64 bytes), or
    /// the one that the proof begins with (96 bytes). Rewards must go to the output's address.
    public static func isValid(
        _ proof: [UInt8], for outpoint: OutPoint, outputAddress: String, rewardAddress: String,
        announcedKey: VerifyingKey
    ) -> Bool {
        let key: VerifyingKey?
        switch proof.count {
        case Ed25519.signatureSize: key = announcedKey
        case InputSignature.scriptSize: key = Hash256(proof.prefix(Hash256.byteCount)).flatMap { VerifyingKey($0) }
        default: return false
        }
        guard let key, rewardAddress.utf8.elementsEqual(outputAddress.utf8) else { return false }
        return Address.isAddress(outputAddress.utf8, of: key.rawRepresentation)
            && isSigned(proof, for: outpoint, by: key)
    }
}
