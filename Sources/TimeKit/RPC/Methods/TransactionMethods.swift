import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// Transactions of the chain (`operator §8.3`).
enum TransactionMethods {
    static let all = [
        RPCMethod("gettransaction", "TXID", "A transaction of the chain.", .chain) { call in
            let found = try await find(call)
            return try await call.chain { try view(found, in: $0) }
        },
        RPCMethod(
            "getrawtransaction", "TXID [VERBOSE]", "A transaction's bytes, or the same as gettransaction.", .chain
        ) {
            call in
            let found = try await find(call)
            guard call.parameter(1)?.bool == true else {
                return .string(Hex.encode(found.transaction.bincodeEncoded()))
            }
            return try await call.chain { try view(found, in: $0) }
        },
    ]

    private struct Found: Sendable {
        let id: TransactionID
        let transaction: Transaction
        let header: BlockHeader
        let blockHash: BlockHash
    }

    private static func find(_ call: RPCCall) async throws -> Found {
        let text = try call.text(0, orFault: .parameters("Transaction ID parameter required"))
        guard let id = TransactionID(hex: text) else {
            throw RPCFault.malformed("Transaction ID must be 32 bytes (64 hex chars)")
        }
        let found = try await call.chain { store -> Found? in
            guard let place = try store.place(of: id), let block = try store.block(at: place.height),
                let hash = try store.blockHash(at: place.height), block.transactions.indices.contains(place.position)
            else { return nil }
            return Found(
                id: id, transaction: block.transactions[place.position], header: block.header, blockHash: hash)
        }
        guard let found else { throw RPCFault.notFound("No information available about transaction") }
        return found
    }

    private static func view(_ found: Found, in chain: ChainStore) throws -> JSONValue {
        let transaction = found.transaction
        return [
            "txid": .string("\(found.id)"), "version": JSONValue(transaction.version),
            "size": JSONValue(transaction.bincodeEncoded().count), "locktime": JSONValue(transaction.lockTime),
            // Of a wallet's own; this node has none.
            "amount": 0.0, "fee": try fee(of: transaction, in: chain).json,
            "vin": .array(transaction.inputs.map(view)),
            "vout": .array(transaction.outputs.enumerated().map { view($0.element, at: $0.offset) }),
            "confirmations": JSONValue(chain.tip.height.blocks(above: found.header.height) + 1),
            "time": JSONValue(transaction.timestamp.rawValue),
            "blocktime": JSONValue(found.header.timestamp.rawValue), "blockhash": .string("\(found.blockHash)"),
            "height": JSONValue(found.header.height.rawValue),
            "special_data": JSONValue(transaction.specialData, view),
        ]
    }

    /// What its inputs hold beyond its outputs; zero if they hold less, as a coinbase's.
    private static func fee(of transaction: Transaction, in chain: ChainStore) throws -> Amount {
        var sum = Amount.zero
        for input in transaction.inputs {
            guard let place = try chain.place(of: input.previousOutput.transactionID),
                let block = try chain.block(at: place.height), block.transactions.indices.contains(place.position)
            else { continue }
            let outputs = block.transactions[place.position].outputs
            let index = Int(input.previousOutput.index)
            if outputs.indices.contains(index) { sum = sum.saturatingAdd(outputs[index].value) }
        }
        return sum.saturatingSubtract(transaction.outputs.reduce(.zero) { $0.saturatingAdd($1.value) })
    }

    private static func view(_ input: TransactionInput) -> JSONValue {
        [
            "txid": .string("\(input.previousOutput.transactionID)"), "vout": JSONValue(input.previousOutput.index),
            "sequence": JSONValue(input.sequence), "scriptSig": ["hex": .string(Hex.encode(input.scriptSig))],
        ]
    }

    private static func view(_ output: TransactionOutput, at index: Int) -> JSONValue {
        let isReward = output.scriptPubkey.starts(with: "BLOCK_REWARD_".utf8)
        let address: JSONValue =
            isReward ? "(coinbase)" : .string(String(decoding: output.scriptPubkey, as: UTF8.self))
        return [
            "value": output.value.json, "n": JSONValue(index), "address": address,
            "scriptPubKey": ["hex": .string(Hex.encode(output.scriptPubkey)), "address": address],
        ]
    }

    private static func view(_ special: SpecialTransaction) -> JSONValue {
        switch special {
        case .masternodeRegistration(let data):
            [
                "type": "MasternodeRegistration", "node_address": .string(data.nodeAddress),
                "wallet_address": .string(data.walletAddress), "reward_address": .string(data.rewardAddress),
                "collateral_outpoint": .string(data.collateralOutpoint), "pubkey": .string(data.publicKey),
            ]
        case .masternodeDeregistration(let data):
            [
                "type": "MasternodeDeregistration", "node_address": .string(data.nodeAddress),
                "slot_id": JSONValue(data.slotID), "pubkey": .string(data.publicKey),
            ]
        case .masternodePayoutUpdate(let data):
            [
                "type": "MasternodePayoutUpdate", "node_address": .string(data.nodeAddress),
                "new_reward_address": .string(data.newRewardAddress), "pubkey": .string(data.publicKey),
            ]
        }
    }
}
