import Crypto
import FoundationEssentials

/// A transaction's memo, which its sender and its recipient can read (`chain-data §11.3`).
///
/// It is outside the id and all signatures: any relay can change or strip it.
public enum EncryptedMemo {
    /// What is put into `Transaction.encryptedMemo`. The nonce must be new for each memo of the two keys.
    public static func seal(
        _ text: String, from sender: Ed25519.SigningKey, to recipient: VerifyingKey, nonce: [UInt8]
    ) throws(EncryptedMemoError) -> [UInt8] {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= Limits.maximumMemoSize else { throw .tooLong }
        guard nonce.count == nonceSize, let key = sharedKey(sender, recipient),
            let nonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.seal(Array(text.utf8), using: key, nonce: nonce)
        else { throw .unusableKey }
        return [version] + sender.verifyingKey.rawRepresentation.bytes + recipient.rawRepresentation.bytes
            + Array(nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// The text, or nil if it isn't for `key` or not as its sender made it.
    public static func open(_ memo: [UInt8], with key: Ed25519.SigningKey) throws(EncryptedMemoError) -> String? {
        guard memo.count >= minimumSize else { throw .tooShort }
        guard memo[0] == version else { throw .unknownVersion }
        let own = key.verifyingKey.rawRepresentation
        let parties = [Hash256(memo[1...32]), Hash256(memo[33...64])]
        guard parties.contains(own), let other = parties.first(where: { $0 != own }) ?? own,
            let otherKey = VerifyingKey(other), let aesKey = sharedKey(key, otherKey),
            let nonce = try? AES.GCM.Nonce(data: memo[65..<77]),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: memo[77..<(memo.count - 16)], tag: memo.suffix(16)),
            let plaintext = try? AES.GCM.open(box, using: aesKey)
        else { return nil }
        return String(validating: plaintext, as: UTF8.self)
    }

    /// SHA-256 over the X25519 secret and a name, the same for both parties.
    private static func sharedKey(_ own: Ed25519.SigningKey, _ other: VerifyingKey) -> SymmetricKey? {
        sharedSecret(own, other)
            .map { secret in
                SymmetricKey(data: Hash256.sha256(of: secret + Array("TIME-memo-v1".utf8)).bytes)
            }
    }

    package static func sharedSecret(_ own: Ed25519.SigningKey, _ other: VerifyingKey) -> [UInt8]? {
        guard let secretKey = own.keyAgreementKey, let publicKey = other.keyAgreementKey else { return nil }
        return secretKey.agreedSecret(with: publicKey)
    }

    private static let version: UInt8 = 1
    private static let nonceSize = 12
    /// Version, two keys, nonce and tag: shorter holds no memo.
    private static let minimumSize = 1 + 32 + 32 + 12 + 16
}

/// Why bytes are no encrypted memo, or a text can't become one.
public enum EncryptedMemoError: String, Error, Hashable, Sendable {
    case empty
    /// Above 256 bytes.
    case tooLong = "too_long"
    /// The recipient's key is of small order, or the nonce isn't 12 bytes.
    case unusableKey = "unusable_key"
    case tooShort = "too_short"
    case unknownVersion = "unknown_version"
}
