import TestSupport
import Testing
import TimeModel

struct InputSignatureTests {
    struct Verdict: Decodable, Sendable {
        let ok: Bool
        let error: String?
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        struct Input: Decodable, Sendable {
            let index: Int
            let messageHex: HexBytes
            let scriptSigHex: HexBytes
        }

        struct Altered: Decodable, Sendable {
            let change: String
            let bincodeHex: HexBytes
            let node: Verdict
        }

        let address: String
        let seed: HexBytes
        let signedBincodeHex: HexBytes
        let signedTxid: String
        let unsignedTxid: String
        let outputsHash: String
        let inputs: [Input]
        let altered: [Altered]
        let node: Verdict

        var testDescription: String { signedTxid }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "signature_hashes", as: [Case].self))
    func `signs and verifies inputs as the network does`(_ golden: Case) throws {
        let transaction = try Transaction(bincode: golden.signedBincodeHex.bytes)
        #expect(transaction.id.description == golden.signedTxid)
        #expect(transaction.unsignedID.description == golden.unsignedTxid)

        let key = try #require(Ed25519.SigningKey(seed: golden.seed.bytes))
        let messages = InputSigningMessages(transaction)
        for input in golden.inputs {
            #expect(messages[input.index] == input.messageHex.bytes)
            #expect(Hex.encode(messages[input.index].suffix(32)) == golden.outputsHash)
            #expect(InputSignature(of: messages[input.index], by: key).script == input.scriptSigHex.bytes)
        }
        #expect(golden.inputs.count == transaction.inputs.count)
        #expect(verdict(of: transaction, spending: golden.address) == nil)
        #expect(golden.node.ok)
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "signature_hashes", as: [Case].self))
    func `judges altered transactions as the network does`(_ golden: Case) throws {
        for altered in golden.altered {
            let transaction = try Transaction(bincode: altered.bincodeHex.bytes)
            let error = verdict(of: transaction, spending: golden.address)
            #expect((error == nil) == altered.node.ok, "\(altered.change)")
            guard let error, let reason = altered.node.error else { continue }
            #expect(reason.contains(Self.words[error] ?? "?"), "\(altered.change)")
        }
    }

    private func verdict(of transaction: Transaction, spending address: String) -> InputSignatureError? {
        let messages = InputSigningMessages(transaction)
        do throws(InputSignatureError) {
            for index in transaction.inputs.indices {
                try transaction.verifyInput(index, spending: Array(address.utf8), messages: messages)
            }
            return nil
        } catch {
            return error
        }
    }

    private static let words: [InputSignatureError: String] = [
        .scriptSize: "Invalid script_sig length", .owner: "Public key doesn't match UTXO address",
        .signature: "Signature verification FAILED",
    ]

    @Test func `signs the golden messages`() throws {
        let transaction = try Transaction(bincode: try GoldenValue.bytes("tx.signed.bincode"))
        let messages = InputSigningMessages(transaction)
        let key = try #require(Ed25519.SigningKey(seed: try GoldenValue.bytes("seed1")))
        for input in 0...1 {
            #expect(messages[input] == (try GoldenValue.bytes("tx.sigmsg.\(input)")))
            let script = InputSignature(of: messages[input], by: key).script
            #expect(script == (try GoldenValue.bytes("tx.script_sig.\(input)")))
            #expect(transaction.inputs[input].scriptSig == script)
        }
        var outputs = BincodeWriter()
        outputs.write(transaction.outputs)
        #expect(outputs.bytes == (try GoldenValue.bytes("tx.outputs.bincode")))
        #expect(messages[0].suffix(32) == (try GoldenValue.bytes("tx.outputs.sha256"))[...])

        var old = transaction
        old.version = 1
        #expect(InputSigningMessages(old)[0] == (try GoldenValue.bytes("tx.v1.sigmsg.0")))
    }

    @Test func `refuses an input whose key is no point`() throws {
        var transaction = try Transaction(bincode: try GoldenValue.bytes("tx.signed.bincode"))
        transaction.inputs[0].scriptSig.replaceSubrange(0..<32, with: [2] + [UInt8](repeating: 0, count: 31))
        #expect(verdict(of: transaction, spending: try GoldenValue.text("addr.pub1.mainnet")) == .key)
    }
}
