import TestSupport
import Testing
import TimeModel

struct EdwardsPointTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let encoded: String
        let decompresses: Bool
        let smallOrder: Bool
        let montgomeryU: String

        var testDescription: String { "\(what): \(encoded)" }
    }

    @Test(arguments: try Fixture.decode("points.json", as: [Case].self))
    func `judges points as an independent model does`(_ golden: Case) throws {
        let encoded = try #require(Hash256(hex: golden.encoded))
        #expect(EdwardsPoint.decompresses(encoded) == golden.decompresses)
        #expect((VerifyingKey(encoded) != nil) == golden.decompresses)
        #expect(EdwardsPoint.montgomeryCoordinate(encoded).description == golden.montgomeryU)
        if golden.decompresses { #expect(EdwardsPoint.hasSmallOrder(encoded) == golden.smallOrder) }
    }

    @Test func `finds the Montgomery coordinate of a golden key`() throws {
        let key = try #require(Hash256(hex: try GoldenValue.text("pub2")))
        let u = "60346e7c911a5f6ba154129174cafe75b294ac3bbd5549632f48cec6266f8410"
        #expect(EdwardsPoint.montgomeryCoordinate(key).description == u)
    }

    @Test func `encodes a key with its length and refuses one that is no point`() throws {
        let encoded = try GoldenValue.bytes("bincode.VerifyingKey.pub1")
        #expect(try VerifyingKey(bincode: encoded).description == (try GoldenValue.text("pub1")))
        #expect(try VerifyingKey(bincode: encoded).bincodeEncoded() == encoded)
        let noPoint = encoded.prefix(8) + [2] + [UInt8](repeating: 0, count: 31)
        #expect(throws: BincodeError(.invalidValue, at: 0)) { try VerifyingKey(bincode: Array(noPoint)) }
    }
}
