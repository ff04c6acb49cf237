/// The text of a masternode's secret key, as `masternodeprivkey` holds it (`chain-data §6.2`).
public enum SecretKeyText {
    public static func format(_ key: Ed25519.SigningKey) -> String {
        let payload = [prefix] + key.seed.bytes
        return Base58.encode(payload + Base58.checksum(payload))
    }

    public static func parse(_ text: String) throws(SecretKeyTextError) -> Ed25519.SigningKey {
        guard text.utf8.count <= Limits.maximumSecretKeyTextSize else { throw SecretKeyTextError(.length) }
        guard let decoded = Base58.decode(text.utf8) else { throw SecretKeyTextError(.character) }
        let payload = Array(decoded.dropLast(Base58.checksumSize))
        guard decoded.count == 1 + Hash256.byteCount + Base58.checksumSize,
            let key = Ed25519.SigningKey(seed: payload.dropFirst())
        else { throw SecretKeyTextError(.length) }
        guard decoded.suffix(Base58.checksumSize) == Base58.checksum(payload)[...] else {
            throw SecretKeyTextError(.checksum)
        }
        guard payload.first == prefix else { throw SecretKeyTextError(.prefix) }
        return key
    }

    private static let prefix: UInt8 = 0x80
}

/// Why a text is no secret key. Doesn't repeat the text, which may be one character from a secret.
public struct SecretKeyTextError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case length
        case character
        case checksum
        case prefix
    }

    public let code: Code

    init(_ code: Code) { self.code = code }
}

extension SecretKeyTextError: CustomStringConvertible {
    public var description: String {
        let reason =
            switch code {
            case .length: "a key is 51 characters long; copy it whole"
            case .character: "it holds a character that no key has; look for 0, O, I, l and spaces"
            case .checksum: "its checksum doesn't match; look for a mistyped character"
            case .prefix: "it is another coin's key or another kind of text"
            }
        return "the text is not a masternode's secret key: \(reason)"
    }
}
