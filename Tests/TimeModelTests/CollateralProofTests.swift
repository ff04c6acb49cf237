import TestSupport
import Testing
import TimeModel

struct CollateralProofTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let announcedKey: HexBytes
        let message: String
        let outputAddress: String
        let rewardAddress: String
        let proofHex: HexBytes
        let txid: String
        let vout: UInt32
        let valid: Bool

        var testDescription: String { "\(what), \(outputAddress)" }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "collateral_proofs", as: [Case].self))
    func `judges collateral proofs as the network does`(_ golden: Case) throws {
        let outpoint = OutPoint(transactionID: try #require(TransactionID(hex: golden.txid)), index: golden.vout)
        let key = try #require(Hash256(golden.announcedKey.bytes).flatMap { VerifyingKey($0) })
        #expect(CollateralProof.claimText(outpoint) == golden.message)
        let isValid = CollateralProof.isValid(
            golden.proofHex.bytes, for: outpoint, outputAddress: golden.outputAddress,
            rewardAddress: golden.rewardAddress, announcedKey: key)
        #expect(isValid == golden.valid)
    }

    @Test func `writes the golden texts`() throws {
        let outpoint = OutPoint(
            transactionID: try #require(TransactionID(hex: String(repeating: "a", count: 64))), index: 1)
        #expect(CollateralProof.claimText(outpoint) == (try GoldenValue.text("sig.CLAIM.msg")))
        let revocation = CollateralProof.revocationText(
            nodeAddress: "1.2.3.4", outpoint: outpoint, timestamp: 1_780_000_000)
        #expect(revocation == (try GoldenValue.text("sig.REVOKE.msg")))
    }
}
