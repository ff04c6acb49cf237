import TestSupport
import Testing
import TimeModel

/// Records whose encodings are known (`chain-data.json`).
struct RecordTests {
    static func bytes(_ name: String) throws -> [UInt8] { Hex.decode(try GoldenValue.text(name)) ?? [] }

    @Test func `encodes every state of an output`() throws {
        let spender = try #require(Hash256([UInt8](repeating: 1, count: 32)).map(TransactionID.init))
        let states: [UTXOState] = [
            .unspent, .locked(by: spender, at: UnixTime(2)),
            .spentPending(by: spender, votes: 2, totalNodes: 3, at: UnixTime(4)),
            .spentFinalized(by: spender, at: UnixTime(4), votes: 2),
            .archived(by: spender, height: 9, at: UnixTime(4)),
        ]
        for (index, state) in states.enumerated() {
            let golden = try Self.bytes("bincode.UTXOState.\(index)")
            #expect(state.bincodeEncoded() == golden)
            #expect(try UTXOState(bincode: golden) == state)
        }
    }

    @Test func `encodes an output`() throws {
        let golden = try Self.bytes("bincode.UTXO")
        let spent = try #require(TransactionID(hex: String(repeating: "a", count: 64)))
        let output = UTXO(
            outpoint: OutPoint(transactionID: spent, index: 1), value: Amount(satoshis: 1),
            scriptPubkey: Array("TIME1x".utf8), address: "TIME1x", masternodeKey: nil)
        #expect(output.bincodeEncoded() == golden)
        #expect(try UTXO(bincode: golden) == output)
    }

    @Test func `encodes a masternode`() throws {
        let golden = try Self.bytes("bincode.Masternode")
        let masternode = try Masternode(bincode: golden)
        #expect(masternode.address == "1.2.3.4")
        #expect(masternode.walletAddress == "TIME1x")
        #expect(masternode.publicKey.description == (try GoldenValue.text("pub1")))
        #expect(masternode.tier == .free)
        #expect(masternode.slotID == Masternode.noSlot)
        #expect(masternode.bincodeEncoded() == golden)
    }
}
