import TestSupport
import Testing
import TimeModel

struct SpecialTransactionTests {
    struct Verdict: Decodable, Sendable {
        let ok: Bool
        let error: String?
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let bincodeHex: HexBytes
        let signedText: String
        let fields: Verdict
        let signature: Verdict
        let addressBinding: Verdict

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "special_data", as: [Case].self))
    func `judges special transactions as the network does`(_ golden: Case) throws {
        let special = try SpecialTransaction(bincode: golden.bincodeHex.bytes)
        #expect(special.bincodeEncoded() == golden.bincodeHex.bytes)
        #expect(special.signedText == golden.signedText)

        let fields = error { () throws(SpecialTransactionError) in try special.checkFields() }
        #expect((fields == nil) == golden.fields.ok)
        if let fields { #expect(golden.fields.error?.contains(fields.field) == true) }
        let signature = error { () throws(SpecialTransactionError) in try special.checkSignature() }
        #expect((signature == nil) == golden.signature.ok)
        let binding = error { () throws(SpecialTransactionError) in try special.checkAddressBinding() }
        #expect((binding == nil) == golden.addressBinding.ok)
        let all = error { () throws(SpecialTransactionError) in try special.check() }
        #expect(all == fields ?? signature ?? binding)
    }

    private func error(of check: () throws(SpecialTransactionError) -> Void) -> SpecialTransactionError? {
        do throws(SpecialTransactionError) {
            try check()
            return nil
        } catch {
            return error
        }
    }

    @Test func `signs the golden texts`() throws {
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        for name in ["MNREG", "MNDEREG", "MNPAYOUT", "REVOKE", "CLAIM"] {
            let signature = key.sign(try GoldenValue.text("sig.\(name).msg").utf8)
            #expect(signature == (try GoldenValue.bytes("sig.\(name).sig")), "\(name)")
        }
    }

    @Test func `writes the golden texts`() throws {
        let registration = try Transaction(bincode: try GoldenValue.bytes("tx.mnreg.bincode"))
        let special = try #require(registration.specialData)
        #expect(special.signedText == (try GoldenValue.text("sig.MNREG.msg")))
        try special.check()

        let deregistration = SpecialTransaction.masternodeDeregistration(
            SpecialTransaction.Deregistration(nodeAddress: "1.2.3.4:24000", slotID: 7, publicKey: "aa", signature: "bb")
        )
        #expect(deregistration.signedText == (try GoldenValue.text("sig.MNDEREG.msg")))
        #expect(deregistration.bincodeEncoded() == (try GoldenValue.bytes("special.dereg.bincode")))

        let address = try GoldenValue.text("addr.pub2.mainnet")
        let update = SpecialTransaction.PayoutUpdate(
            nodeAddress: "1.2.3.4:24000", newRewardAddress: "X", publicKey: "aa", signature: "bb")
        let encoded = SpecialTransaction.masternodePayoutUpdate(update).bincodeEncoded()
        #expect(encoded == (try GoldenValue.bytes("special.payout.bincode")))
        var other = update
        other.newRewardAddress = address
        #expect(
            SpecialTransaction.masternodePayoutUpdate(other).signedText == (try GoldenValue.text("sig.MNPAYOUT.msg")))
    }
}
