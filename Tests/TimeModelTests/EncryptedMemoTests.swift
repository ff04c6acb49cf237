import TestSupport
import Testing
import TimeModel

struct EncryptedMemoTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        struct Outcome: Decodable, Sendable {
            let text: String?
            let error: String?
        }

        let text: String
        let blobHex: HexBytes?
        let senderSeed: HexBytes?
        let recipientSeed: HexBytes?
        let byOther: Outcome?
        let encrypt: Outcome?

        var testDescription: String { String(text.prefix(20)) }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "memos", as: [Case].self))
    func `seals and opens the recorded memos`(_ golden: Case) throws {
        let stranger = try #require(Ed25519.SigningKey(seed: [UInt8](repeating: 0x77, count: 32)))
        guard let blob = golden.blobHex?.bytes else {
            let refusal: EncryptedMemoError = golden.text.isEmpty ? .empty : .tooLong
            #expect(throws: refusal) {
                try EncryptedMemo.seal(golden.text, from: stranger, to: stranger.verifyingKey, nonce: Array(1...12))
            }
            return
        }
        let sender = try #require(golden.senderSeed.flatMap { Ed25519.SigningKey(seed: $0.bytes) })
        let recipient = try #require(golden.recipientSeed.flatMap { Ed25519.SigningKey(seed: $0.bytes) })
        #expect(try EncryptedMemo.open(blob, with: sender) == golden.text)
        #expect(try EncryptedMemo.open(blob, with: recipient) == golden.text)
        #expect(try EncryptedMemo.open(blob, with: stranger) == golden.byOther?.text)
        let sealed = try EncryptedMemo.seal(
            golden.text, from: sender, to: recipient.verifyingKey, nonce: Array(blob[65..<77]))
        #expect(sealed == blob)

        #expect(throws: EncryptedMemoError.tooShort) { try EncryptedMemo.open(Array(blob.prefix(92)), with: sender) }
        #expect(throws: EncryptedMemoError.unknownVersion) {
            try EncryptedMemo.open([2] + blob.dropFirst(), with: sender)
        }
        let changed = blob.dropLast() + [(blob.last ?? 0) ^ 1]
        #expect(try EncryptedMemo.open(Array(changed), with: recipient) == nil)
    }

    @Test func `seals the golden memo`() throws {
        let sender = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        let recipient = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed2")))
        let secret = try #require(EncryptedMemo.sharedSecret(sender, recipient.verifyingKey))
        #expect(secret == (try GoldenValue.bytes("memo.shared_secret")))
        #expect(EncryptedMemo.sharedSecret(recipient, sender.verifyingKey) == secret)
        let key = Hash256.sha256(of: secret + Array("TIME-memo-v1".utf8))
        #expect(key.description == (try GoldenValue.text("memo.aes_key")))
        let memo = try EncryptedMemo.seal("hello", from: sender, to: recipient.verifyingKey, nonce: Array(0...11))
        #expect(memo == (try GoldenValue.bytes("memo.blob (seed1→pub2, nonce 000102..0b, text \"hello\")")))
    }

    @Test func `refuses a key of small order and a nonce of another size`() throws {
        let sender = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        let infinity = try #require(Hash256([1] + [UInt8](repeating: 0, count: 31)).flatMap { VerifyingKey($0) })
        #expect(throws: EncryptedMemoError.unusableKey) {
            try EncryptedMemo.seal("hello", from: sender, to: infinity, nonce: Array(0...11))
        }
        #expect(throws: EncryptedMemoError.unusableKey) {
            try EncryptedMemo.seal("hello", from: sender, to: sender.verifyingKey, nonce: Array(0...12))
        }
    }
}
