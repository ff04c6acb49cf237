import TestSupport
import Testing
import TimeModel

struct UnspentSetHasherTests {
    struct Case: Decodable, Sendable {
        struct Entry: Decodable, Sendable {
            let utxo: Output
            let state: State
        }

        struct Output: Decodable, Sendable {
            let outpoint: Outpoint
            let value: UInt64
            let scriptPubkey: HexBytes
        }

        struct Outpoint: Decodable, Sendable {
            let txid: String
            let vout: UInt32
        }

        /// The name alone, or an object with the name as its only key. Only the name goes into the hash.
        struct State: Decodable, Sendable {
            let name: String

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                name =
                    try (try? container.decode(String.self))
                    ?? container.decode([String: Fields].self).keys.first ?? ""
            }

            struct Fields: Decodable, Sendable {}

            var state: UTXOState? {
                switch name {
                case "Unspent": .unspent
                case "Locked": .locked(by: .zero, at: UnixTime(0))
                case "SpentPending": .spentPending(by: .zero, votes: 0, totalNodes: 0, at: UnixTime(0))
                case "SpentFinalized": .spentFinalized(by: .zero, at: UnixTime(0), votes: 0)
                case "Archived": .archived(by: .zero, height: 0, at: UnixTime(0))
                default: nil
                }
            }
        }

        let hash: String
        let utxos: [Entry]
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "utxo_set_hashes", as: [Case].self))
    func `digests the recorded sets`(_ golden: Case) throws {
        let entries = try golden.utxos.map { entry in
            let transactionID = try #require(TransactionID(hex: entry.utxo.outpoint.txid))
            return (OutPoint(transactionID: transactionID, index: entry.utxo.outpoint.vout), entry)
        }
        var hasher = UnspentSetHasher()
        for (outpoint, entry) in entries.sorted(by: { $0.0 < $1.0 }) {
            hasher.add(
                outpoint, value: Amount(satoshis: entry.utxo.value), scriptPubkey: entry.utxo.scriptPubkey.bytes,
                state: try #require(entry.state.state))
        }
        #expect(hasher.finalize().description == golden.hash)
    }

    @Test func `digests the empty set`() throws {
        #expect(UnspentSetHasher().finalize().description == (try GoldenValue.text("utxoset.empty")))
    }
}
