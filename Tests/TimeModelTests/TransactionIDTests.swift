import TestSupport
import Testing
import TimeModel

struct TransactionIDTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let bincodeHex: HexBytes
        let jsonHashed: String
        let txid: String
        let legacyTxid: String

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "transactions", as: [Case].self))
    func `identifies every recorded transaction by the text the network hashes`(_ golden: Case) throws {
        let transaction = try Transaction(bincode: golden.bincodeHex.bytes)
        #expect(transaction.bincodeEncoded() == golden.bincodeHex.bytes)
        #expect(String(decoding: transaction.canonicalJSON(includingMemo: false), as: UTF8.self) == golden.jsonHashed)
        #expect(transaction.id.description == golden.txid)
        #expect(transaction.legacyLeaf.description == golden.legacyTxid)
    }

    @Test(arguments: [
        ("tx.signed.bincode", "tx.signed.json", "tx.signed.txid"),
        ("tx.special.escapes.bincode", "tx.special.escapes.json", "tx.special.escapes.txid"),
        ("coinbase.h1.bincode", "coinbase.h1.json", "coinbase.h1.txid"),
    ])
    func `writes the golden JSON text`(_ bincode: String, _ json: String, _ id: String) throws {
        let transaction = try Transaction(bincode: try GoldenValue.bytes(bincode))
        let text = String(decoding: transaction.canonicalJSON(includingMemo: false), as: UTF8.self)
        #expect(text == (try GoldenValue.text(json)))
        #expect(transaction.id.description == (try GoldenValue.text(id)))
    }

    @Test func `signs the id of the transaction with empty scripts`() throws {
        var transaction = try Transaction(bincode: try GoldenValue.bytes("tx.signed.bincode"))
        #expect(transaction.unsignedID.description == (try GoldenValue.text("tx.unsigned.txid")))
        for index in transaction.inputs.indices { transaction.inputs[index].scriptSig = [] }
        let text = String(decoding: transaction.canonicalJSON(includingMemo: false), as: UTF8.self)
        #expect(text == (try GoldenValue.text("tx.unsigned.json")))
        #expect(transaction.id == transaction.unsignedID)
    }

    @Test func `leaves the memo out of the id`() throws {
        let transaction = try Transaction(bincode: try GoldenValue.bytes("tx.memo.bincode"))
        #expect(transaction.id.description == (try GoldenValue.text("tx.memo.txid")))
        #expect(transaction.legacyLeaf.description == (try GoldenValue.text("tx.memo.legacy_leaf")))
    }

    @Test func `identifies a registration`() throws {
        let transaction = try Transaction(bincode: try GoldenValue.bytes("tx.mnreg.bincode"))
        #expect(transaction.id.description == (try GoldenValue.text("tx.mnreg.txid")))
    }

    @Test func `writes the extreme numbers`() {
        let transaction = Transaction(
            version: .max, inputs: [], outputs: [TransactionOutput(value: Amount(satoshis: .max), scriptPubkey: [])],
            lockTime: .max, timestamp: UnixTime(.min))
        let text = String(decoding: transaction.canonicalJSON(includingMemo: true), as: UTF8.self)
        #expect(text.contains("\"value\":18446744073709551615,\"script_pubkey\":[]"))
        #expect(text.contains("\"timestamp\":-9223372036854775808,"))
        #expect(text.contains("\"version\":4294967295,"))
    }
}
