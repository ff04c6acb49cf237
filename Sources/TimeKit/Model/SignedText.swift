/// A text signed with a masternode's key, as the `signmessage` and `verifymessage` calls have it (`chain-data §5`).
public enum SignedText {
    public static func sign(_ text: String, with key: Ed25519.SigningKey) -> [UInt8] { key.sign(message(text)) }

    public static func verify(_ text: String, signature: [UInt8], key: VerifyingKey) -> Bool {
        Ed25519.verify(signature: signature, message: message(text), key: key, rule: .plain)
    }

    /// The text behind a heading and its length in bytes.
    package static func message(_ text: String) -> [UInt8] {
        [0x18] + Array("TIME Signed Message:\n\(text.utf8.count)\(text)".utf8)
    }
}
