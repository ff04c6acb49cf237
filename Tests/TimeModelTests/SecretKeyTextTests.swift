import TestSupport
import Testing
import TimeModel

struct SecretKeyTextTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String?
        let text: String
        let ok: Bool
        let seed: HexBytes?
        let publicKey: String?
        let error: String?

        var testDescription: String { what ?? text }
    }

    struct ChildCase: Decodable, Sendable {
        let walletSeed: HexBytes
        let index: UInt32
        let seed: HexBytes
        let publicKey: String
        let address: String
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "masternode_keys", as: [Case].self))
    func `reads and writes a masternode's key`(_ golden: Case) throws {
        guard golden.ok, golden.text.utf8.allSatisfy({ $0 < 128 }) else {
            let error = try #require(throws: SecretKeyTextError.self) { try SecretKeyText.parse(golden.text) }
            if let reason = golden.error { #expect(reason.lowercased().contains(Self.words[error.code] ?? "?")) }
            #expect(golden.text.isEmpty || error.description.contains(golden.text) == false)
            return
        }
        let key = try SecretKeyText.parse(golden.text)
        #expect(SecretKeyText.format(key) == golden.text)
        #expect(key.verifyingKey.description == golden.publicKey)
        let seed = try #require(golden.seed?.bytes)
        #expect(Ed25519.SigningKey(seed: seed)?.verifyingKey == key.verifyingKey)
    }

    private static let words: [SecretKeyTextError.Code: String] = [
        .length: "length", .character: "base58", .checksum: "checksum", .prefix: "prefix",
    ]

    @Test func `refuses a text of any length at once`() {
        #expect(throws: SecretKeyTextError.self) { try SecretKeyText.parse(String(repeating: "z", count: 1_000_000)) }
    }

    @Test func `writes the golden key`() throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        #expect(SecretKeyText.format(key) == (try GoldenValue.text("masternodeprivkey.seed1")))
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "derived_keys", as: [ChildCase].self))
    func `derives the recorded child of a wallet's key`(_ golden: ChildCase) throws {
        let child = try #require(Ed25519.SigningKey(seed: golden.walletSeed.bytes)?.child(golden.index))
        #expect(child.verifyingKey.description == golden.publicKey)
        #expect(child.verifyingKey == Ed25519.SigningKey(seed: golden.seed.bytes)?.verifyingKey)
        #expect(Address.isAddress(golden.address.utf8, of: child.verifyingKey.rawRepresentation))
    }

    @Test func `derives the golden child`() throws {
        let child = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1"))?.child(0))
        let golden = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("childkey.seed1.0")))
        #expect(child.verifyingKey == golden.verifyingKey)
    }
}
