extension Transaction {
    /// SHA-256 of the canonical JSON text without the memo (`chain-data §4`). Hashed anew at each use; keep it.
    public var id: TransactionID { TransactionID(Hash256.sha256(of: canonicalJSON(includingMemo: false))) }

    /// What the leaves of an old block's Merkle tree are: the id, but with the memo (`chain-rules §2.2`).
    public var legacyLeaf: Hash256 { Hash256.sha256(of: canonicalJSON(includingMemo: true)) }

    /// The transaction's id as its inputs sign it: with all their scripts empty.
    package var unsignedID: TransactionID {
        TransactionID(Hash256.sha256(of: canonicalJSON(includingMemo: false, includingScripts: false)))
    }

    /// The compact JSON text whose hash is the id (`chain-data §1.2`).
    public func canonicalJSON(includingMemo: Bool) -> [UInt8] {
        canonicalJSON(includingMemo: includingMemo, includingScripts: true)
    }

    private func canonicalJSON(includingMemo: Bool, includingScripts: Bool) -> [UInt8] {
        let memo = includingMemo ? encryptedMemo : nil
        var capacity = 256 + inputs.count * 256 + outputs.count * 64 + 4 * (memo?.count ?? 0)
        for input in inputs { capacity += 4 * input.scriptSig.count }
        for output in outputs { capacity += 4 * output.scriptPubkey.count }
        capacity += specialData?.canonicalJSONCapacity ?? 0
        return CanonicalJSONWriter.bytes(capacity: capacity) { json in
            json.write(verbatim: "{\"version\":")
            json.write(UInt64(version))
            json.write(verbatim: ",\"inputs\":[")
            for (index, input) in inputs.enumerated() {
                if index > 0 { json.write(verbatim: ",") }
                input.write(to: &json, includingScript: includingScripts)
            }
            json.write(verbatim: "],\"outputs\":[")
            for (index, output) in outputs.enumerated() {
                if index > 0 { json.write(verbatim: ",") }
                output.write(to: &json)
            }
            json.write(verbatim: "],\"lock_time\":")
            json.write(UInt64(lockTime))
            json.write(verbatim: ",\"timestamp\":")
            json.write(timestamp.rawValue)
            json.write(verbatim: ",\"special_data\":")
            if let specialData { specialData.write(to: &json) } else { json.write(verbatim: "null") }
            json.write(verbatim: ",\"encrypted_memo\":")
            if let memo { json.write(memo) } else { json.write(verbatim: "null") }
            json.write(verbatim: "}")
        }
    }
}

extension TransactionInput {
    fileprivate func write(to json: inout CanonicalJSONWriter, includingScript: Bool) {
        json.write(verbatim: "{\"previous_output\":{\"txid\":")
        previousOutput.transactionID.digest.withUnsafeBytes { json.writeList($0) }
        json.write(verbatim: ",\"vout\":")
        json.write(UInt64(previousOutput.index))
        json.write(verbatim: "},\"script_sig\":")
        if includingScript { json.write(scriptSig) } else { json.write(verbatim: "[]") }
        json.write(verbatim: ",\"sequence\":")
        json.write(UInt64(sequence))
        json.write(verbatim: "}")
    }
}

extension TransactionOutput {
    fileprivate func write(to json: inout CanonicalJSONWriter) {
        json.write(verbatim: "{\"value\":")
        json.write(value.rawValue)
        json.write(verbatim: ",\"script_pubkey\":")
        json.write(scriptPubkey)
        json.write(verbatim: "}")
    }
}

extension SpecialTransaction {
    /// The variant's name, and its fields under their names, in order.
    private var canonicalJSONFields: (StaticString, [(StaticString, Field)]) {
        switch self {
        case .masternodeRegistration(let registration):
            (
                "MasternodeRegistration",
                [
                    ("node_address", .text(registration.nodeAddress)),
                    ("wallet_address", .text(registration.walletAddress)),
                    ("reward_address", .text(registration.rewardAddress)),
                    ("collateral_outpoint", .text(registration.collateralOutpoint)),
                    ("pubkey", .text(registration.publicKey)), ("signature", .text(registration.signature)),
                ]
            )
        case .masternodeDeregistration(let deregistration):
            (
                "MasternodeDeregistration",
                [
                    ("node_address", .text(deregistration.nodeAddress)),
                    ("slot_id", .number(deregistration.slotID)),
                    ("pubkey", .text(deregistration.publicKey)), ("signature", .text(deregistration.signature)),
                ]
            )
        case .masternodePayoutUpdate(let update):
            (
                "MasternodePayoutUpdate",
                [
                    ("node_address", .text(update.nodeAddress)),
                    ("new_reward_address", .text(update.newRewardAddress)),
                    ("pubkey", .text(update.publicKey)), ("signature", .text(update.signature)),
                ]
            )
        }
    }

    private enum Field {
        case text(String)
        case number(UInt32)
    }

    fileprivate var canonicalJSONCapacity: Int {
        canonicalJSONFields.1.reduce(64) { sum, field in
            guard case .text(let text) = field.1 else { return sum + 64 }
            return sum + 64 + CanonicalJSONWriter.capacity(of: text)
        }
    }

    fileprivate func write(to json: inout CanonicalJSONWriter) {
        let (variant, fields) = canonicalJSONFields
        json.write(verbatim: "{\"")
        json.write(verbatim: variant)
        json.write(verbatim: "\":{")
        for (index, (name, field)) in fields.enumerated() {
            json.write(verbatim: index > 0 ? ",\"" : "\"")
            json.write(verbatim: name)
            json.write(verbatim: "\":")
            switch field {
            case .text(let text): json.write(text)
            case .number(let number): json.write(UInt64(number))
            }
        }
        json.write(verbatim: "}}")
    }
}
