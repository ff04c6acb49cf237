import TestSupport
import Testing
import TimeModel

struct PaymentRequestTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let bincodeHex: HexBytes
        let messageHex: HexBytes
        let storedByNode: Bool

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "payment_requests", as: [Case].self))
    func `takes the requests that the node stores`(_ golden: Case) throws {
        let request = try PaymentRequest(bincode: golden.bincodeHex.bytes)
        #expect(request.bincodeEncoded() == golden.bincodeHex.bytes)
        #expect(request.signedBytes == golden.messageHex.bytes)
        // Signed as it should be, but too late.
        #expect(request.hasValidSignature == (golden.storedByNode || golden.what == "expired"))
    }

    @Test func `makes the default id`() throws {
        let first = try #require(
            try Fixture.decode("ids.json", section: "payment_requests", as: [Case].self).first)
        let request = try PaymentRequest(bincode: first.bincodeHex.bytes)
        #expect(request.defaultID == request.id)
    }
}
