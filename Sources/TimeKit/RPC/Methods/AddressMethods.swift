import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// What belongs to an address (`operator §8.4`). This node holds no keys, so an address has to be named.
enum AddressMethods {
    static let all = [
        RPCMethod("getbalance", "ADDRESS", "What an address holds, and how much of it is collateral.", .chain, balance),
        RPCMethod(
            "listunspent", "[MINCONF] [MAXCONF] ADDRESSES [LIMIT]",
            "The unspent outputs of some addresses, the largest first.",
            .chain, unspent),
        RPCMethod("validateaddress", "ADDRESS", "Whether a text is an address of this network.", .chain) {
            try validity(of: $0, hasDetails: false)
        },
        RPCMethod("getaddressinfo", "ADDRESS", "The same, with what a wallet would know.", .chain) {
            try validity(of: $0, hasDetails: true)
        },
    ]

    private static func balance(_ call: RPCCall) async throws -> JSONValue {
        guard let text = call.parameter(0)?.text else {
            throw RPCFault(-4, "This node holds no wallet: name an address")
        }
        let address = try address(text, of: call)
        let outputs = try await call.chain { try $0.unspentOutputs(paying: [address]) }
        let collaterals = try await collaterals(call)
        let sum = outputs.reduce(Amount.zero) { $0.saturatingAdd($1.1.value) }
        let locked = outputs.filter { collaterals.contains($0.0) }
            .reduce(Amount.zero) { $0.saturatingAdd($1.1.value) }
        return [
            "balance": sum.json, "locked": locked.json, "available": sum.saturatingSubtract(locked).json,
        ]
    }

    private static func unspent(_ call: RPCCall) async throws -> JSONValue {
        let least = call.parameter(0)?.integer ?? 0
        let most = call.parameter(1)?.integer ?? 9_999_999
        guard let names = call.parameter(2)?.elements, !names.isEmpty else {
            throw RPCFault(-4, "This node holds no wallet: name addresses as the third parameter")
        }
        guard names.count <= RPCLimits.addresses else {
            throw RPCFault.parameters("More than \(RPCLimits.addresses) addresses")
        }
        let addresses = Set(try names.map { try address($0.text ?? "", of: call) })
        let given = call.parameter(3)?.integer.flatMap { Int(exactly: $0) } ?? 0
        let limit = given > 0 ? min(given, RPCLimits.unspentRows) : RPCLimits.unspentRows
        let tip = try call.node().chain.tip.height
        let collaterals = try await collaterals(call)
        let outputs = try await call.chain { try $0.unspentOutputs(paying: addresses) }
            .map { (outpoint: $0.0, output: $0.1, confirmations: tip.blocks(above: $0.1.height) + 1) }
            .filter { least <= $0.confirmations && $0.confirmations <= most }
            .sorted { ($1.output.value, $0.outpoint) < ($0.output.value, $1.outpoint) }
        return .array(
            outputs.prefix(limit)
                .map { outpoint, output, confirmations in
                    let isLocked = collaterals.contains(outpoint)
                    return [
                        "txid": .string("\(outpoint.transactionID)"), "vout": JSONValue(outpoint.index),
                        "address": .string(String(decoding: output.scriptPubkey, as: UTF8.self)),
                        "amount": output.value.json, "confirmations": JSONValue(confirmations),
                        "spendable": .bool(!isLocked), "state": isLocked ? "collateral_locked" : "unspent",
                        "solvable": true, "safe": true,
                    ]
                })
    }

    private static func validity(of call: RPCCall, hasDetails: Bool) throws -> JSONValue {
        let text = try call.text(0, orFault: .parameters("Address parameter required"))
        let address = try? Address(parsing: text)
        let isValid = address?.network == call.state.configuration.network
        var fields: [String: JSONValue] = [
            "isvalid": .bool(isValid), "address": .string(text),
            "scriptPubKey": .string(isValid ? Hex.encode(text.utf8) : ""), "ismine": false, "iswatchonly": false,
            "isscript": false, "iswitness": false,
        ]
        if hasDetails {
            fields["pubkey"] = ""
            fields["iscompressed"] = true
            fields["label"] = ""
            fields["labels"] = []
        }
        return .object(fields)
    }

    private static func address(_ text: String, of call: RPCCall) throws(RPCFault) -> Address {
        let address = try? Address(parsing: text)
        guard let address, address.network == call.state.configuration.network else {
            throw .malformed("Not an address of this network: \(text.prefix(RPCLimits.echoedText))")
        }
        return address
    }

    private static func collaterals(_ call: RPCCall) async throws -> Set<OutPoint> {
        Set(try await call.snapshot().masternodes.filter(\.isRegistered).compactMap(\.collateral))
    }
}
