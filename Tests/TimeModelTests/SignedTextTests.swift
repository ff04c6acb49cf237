import Foundation
import TestSupport
import Testing
import TimeModel

struct SignedTextTests {
    @Test func `signs a text as the network's calls do`() throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        #expect(SignedText.message("hello") == (try GoldenValue.bytes("signmessage.msg")))
        let signature = SignedText.sign("hello", with: key)
        #expect(Data(signature).base64EncodedString() == (try GoldenValue.text("signmessage.sig.b64")))
        #expect(SignedText.verify("hello", signature: signature, key: key.verifyingKey))
        #expect(SignedText.verify("hallo", signature: signature, key: key.verifyingKey) == false)
    }
}
