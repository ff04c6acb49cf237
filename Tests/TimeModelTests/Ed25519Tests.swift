import TestSupport
import Testing
import TimeModel

struct Ed25519Tests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let key: HexBytes
        let keyDecompresses: Bool
        let signature: HexBytes
        let message: HexBytes
        let plain: Bool
        let strict: Bool

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("signatures.json", as: [Case].self))
    func `verifies as an independent model does, corner cases included`(_ golden: Case) throws {
        let key = VerifyingKey(try #require(Hash256(golden.key.bytes)))
        #expect((key != nil) == golden.keyDecompresses)
        guard let key else { return }
        for (rule, verdict) in [(Ed25519.Rule.plain, golden.plain), (.strict, golden.strict)] {
            let valid = Ed25519.verify(
                signature: golden.signature.bytes, message: golden.message.bytes, key: key, rule: rule)
            #expect(valid == verdict, "\(rule)")
        }
    }

    @Test(arguments: ["1", "2"])
    func `derives the golden public key`(_ number: String) throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed" + number)))
        #expect(key.verifyingKey.description == (try GoldenValue.text("pub" + number)))
    }

    @Test func `wants seeds of 32 bytes`() {
        #expect(Ed25519.SigningKey(seed: [UInt8](repeating: 1, count: 31)) == nil)
        #expect(Ed25519.SigningKey(seed: [UInt8](repeating: 1, count: 33)) == nil)
    }

    @Test func `doesn't show a secret key`() throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key) \(String(reflecting: key)) \(dumped)".contains("0101010101") == false)
    }
}
