internal import Crypto

extension TimeEnvelope {
    /// Seals a message for `recipient` (`chain-data §13`).
    ///
    /// - Parameters:
    ///   - ephemeralSecret: 32 bytes, random for each message.
    ///   - nonce: 24 bytes, random for each message.
    public static func seal(
        _ message: TimeMessage, from sender: Ed25519.SigningKey, to recipient: VerifyingKey, ephemeralSecret: [UInt8],
        nonce: [UInt8], createdAt: UnixTime
    ) throws(TimeEnvelopeError) -> TimeEnvelope {
        guard message.subject.count <= Limits.maximumSubjectSize, message.body.count <= Limits.maximumBodySize else {
            throw .tooLong
        }
        guard message.timeToLiveSeconds <= Limits.maximumMessageLifetimeSeconds else { throw .livesTooLong }
        guard let ephemeral = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: ephemeralSecret),
            let ephemeralKey = Hash256(ephemeral.publicKey.rawRepresentation),
            let recipientKey = recipient.keyAgreementKey,
            let key = symmetricKey(ephemeral, recipientKey, nonce: nonce),
            let ciphertext = XChaCha20Poly1305.seal(message.cborEncoded(), key: key, nonce: nonce)
        else { throw .unusableKey }
        let messageID = Hash256.sha256(of: ciphertext)
        let recipientHash = Hash256.sha256(of: message.recipientAddress.utf8)
        let signed = signedBytes(messageID, recipientHash, nonce, ciphertext)
        guard let signature = Signature64(sender.sign(signed)) else { throw .unusableKey }
        return TimeEnvelope(
            messageID: messageID, recipientHash: recipientHash, senderKey: sender.verifyingKey.rawRepresentation,
            ephemeralKey: ephemeralKey, nonce: nonce, ciphertext: ciphertext, signature: signature,
            createdAt: createdAt, timeToLiveSeconds: message.timeToLiveSeconds, flags: message.flags)
    }

    /// The message, after the checks that relays leave to the recipient: id, signature, sender.
    public func open(with recipient: Ed25519.SigningKey) throws(TimeEnvelopeError) -> TimeMessage {
        guard messageID == Hash256.sha256(of: ciphertext) else { throw .wrongID }
        guard hasValidSignature else { throw .invalidSignature }
        guard let secret = recipient.keyAgreementKey,
            let ephemeral = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: ephemeralKey.bytes),
            let key = Self.symmetricKey(secret, ephemeral, nonce: nonce),
            let plaintext = XChaCha20Poly1305.open(ciphertext, key: key, nonce: nonce)
        else { throw .notForThisKey }
        guard let message = try? TimeMessage(cbor: plaintext) else { throw .malformedMessage }
        guard message.senderKey == senderKey else { throw .otherSender }
        return message
    }

    /// The bytes that the signature covers.
    public var signedBytes: [UInt8] { Self.signedBytes(messageID, recipientHash, nonce, ciphertext) }

    private static func signedBytes(
        _ messageID: Hash256, _ recipientHash: Hash256, _ nonce: [UInt8], _ ciphertext: [UInt8]
    ) -> [UInt8] {
        messageID.bytes + recipientHash.bytes + nonce + ciphertext
    }

    public var hasValidSignature: Bool {
        guard let key = VerifyingKey(senderKey) else { return false }
        return Ed25519.verify(signature: signature.bytes, message: signedBytes, key: key, rule: .plain)
    }

    private static func symmetricKey(
        _ own: Curve25519.KeyAgreement.PrivateKey, _ other: Curve25519.KeyAgreement.PublicKey, nonce: [UInt8]
    ) -> Hash256? {
        own.agreedSecret(with: other)
            .flatMap { secret in
                HKDF<SHA256>
                    .deriveKey(
                        inputKeyMaterial: SymmetricKey(data: secret), salt: nonce, info: Array("time-msg-v1".utf8),
                        outputByteCount: Hash256.byteCount
                    )
                    .withUnsafeBytes { Hash256($0, at: 0) }
            }
    }
}

/// Why a message can't be sealed, or an envelope can't be opened.
public enum TimeEnvelopeError: String, Error, Hashable, Sendable {
    /// The subject above 255 bytes, or the body above 65,535.
    case tooLong = "too_long"
    /// Above 30 days.
    case livesTooLong = "lives_too_long"
    /// The recipient's key is of small order, or secret or nonce are not of their size.
    case unusableKey = "unusable_key"
    /// The id isn't that of the ciphertext.
    case wrongID = "wrong_id"
    case invalidSignature = "invalid_signature"
    case notForThisKey = "not_for_this_key"
    case malformedMessage = "malformed_message"
    /// The message names another sender than the envelope.
    case otherSender = "other_sender"
}
