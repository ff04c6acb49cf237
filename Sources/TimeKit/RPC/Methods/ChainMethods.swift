import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// What the chain is and holds (`operator §8.1`).
enum ChainMethods {
    static let all = [
        RPCMethod(
            "getblockchaininfo", "Network, height, tip and progress; also get-blockchain-info.", .chain, information),
        RPCMethod("getblockcount", "Height of the chain.", .chain) {
            JSONValue(try $0.node().chain.tip.height.rawValue)
        },
        RPCMethod("getbestblockhash", "Hash of the highest block.", .chain) {
            JSONValue("\(try $0.node().chain.tip.hash)")
        },
        RPCMethod("getblockhash", "HEIGHT", "Hash of the block at a height.", .chain, hash),
        RPCMethod("getblock", "HASH|HEIGHT", "A block with the ids of its transactions.", .chain, block),
        RPCMethod("getblockheader", "HASH|HEIGHT", "A block's header.", .chain, header),
        RPCMethod(
            "getsupply", "[YEARS]", "How much there is, and how much of it wasn't moved for so long.", .chain, supply),
        RPCMethod("gettxoutsetinfo", "How many outputs are unspent, and their sum.", .chain, unspent),
        RPCMethod("gettreasurybalance", "What the treasury holds.", .chain) {
            let treasury = try $0.node().chain.tip.treasury
            return ["balance": treasury.json, "satoshis": JSONValue(treasury.rawValue)]
        },
    ]

    private static let satoshisPerBlock = Amount(time: 100)
    private static let blocksPerYear = 365.25 * 144

    private static func information(_ call: RPCCall) throws -> JSONValue {
        let node = try call.node()
        let tip = node.chain.tip
        let status = call.state.status
        let target = max(status?.target ?? tip.height, tip.height)
        let isCatchingUp = target > tip.height && status?.isSynced == false
        return [
            "chain": .string(node.chain.network.name), "blocks": JSONValue(tip.height.rawValue),
            "headers": JSONValue(target.rawValue), "bestblockhash": .string("\(tip.hash)"), "difficulty": 1.0,
            "mediantime": JSONValue(call.state.clock.wallClock().rawValue),
            "verificationprogress": .number(
                isCatchingUp ? Double(tip.height.rawValue) / Double(target.rawValue) : 1),
            "initialblockdownload": .bool(isCatchingUp), "chainwork": .string(work(tip.height)), "pruned": false,
            "consensus": "TimeVote + TimeLock", "finality_mechanism": "TimeVote consensus", "instant_finality": true,
            "average_finality_time_ms": 750, "block_time_seconds": JSONValue(NetworkParameters.slotSeconds),
            "emission_satoshis_per_block": JSONValue(satoshisPerBlock.rawValue),
            "emission_time_per_block": satoshisPerBlock.json, "storage_version": 2,
        ]
    }

    private static func hash(_ call: RPCCall) async throws -> JSONValue {
        guard let height = call.height(0) else { throw RPCFault.parameters("Block height parameter required") }
        guard let hash = try await call.chain({ try $0.blockHash(at: height) }) else {
            throw RPCFault.notFound("Block not found")
        }
        return .string("\(hash)")
    }

    private static func block(_ call: RPCCall) async throws -> JSONValue {
        let (block, hash, confirmations, _) = try await call.found()
        let header = block.header
        return [
            "height": JSONValue(header.height.rawValue), "hash": .string("\(hash)"),
            "previousblockhash": .string("\(header.previousHash)"), "time": JSONValue(header.timestamp.rawValue),
            "version": JSONValue(header.version), "merkleroot": .string("\(header.merkleRoot)"),
            "tx": .array(block.transactions.map { .string("\($0.id)") }), "nTx": JSONValue(block.transactions.count),
            "confirmations": JSONValue(confirmations), "block_reward": JSONValue(header.blockReward.rawValue),
            "fees": JSONValue(header.totalFees.rawValue),
            "masternode_rewards": .array(
                block.masternodeRewards.map {
                    ["address": .string($0.address), "amount": JSONValue($0.amount.rawValue)]
                }),
        ]
    }

    private static func header(_ call: RPCCall) async throws -> JSONValue {
        let (block, hash, confirmations, next) = try await call.found()
        let header = block.header
        return [
            "hash": .string("\(hash)"), "height": JSONValue(header.height.rawValue),
            "version": JSONValue(header.version), "previousblockhash": .string("\(header.previousHash)"),
            "nextblockhash": JSONValue(next) { .string("\($0)") }, "merkleroot": .string("\(header.merkleRoot)"),
            "time": JSONValue(header.timestamp.rawValue), "confirmations": JSONValue(confirmations),
            "nTx": JSONValue(block.transactions.count), "difficulty": 1.0, "chainwork": .string(work(header.height)),
        ]
    }

    /// Collateral counts as locked when a masternode that said so itself has it.
    private static func supply(_ call: RPCCall) async throws -> JSONValue {
        let years = max(call.parameter(0)?.number ?? 1, 0.1)
        let threshold = UInt64(min(years * blocksPerYear, 1e15))
        let summary = try call.node().chain.summary
        let height = summary.tip.height
        let (count, dormant) =
            height.rawValue > threshold
            ? try await call.chain { try $0.unspent(before: Height(height.rawValue - threshold)) } : (0, .zero)
        let locked = try await call.snapshot().masternodes.filter(\.isRegistered)
            .reduce(Amount.zero) { $0.saturatingAdd($1.provenTier.collateral) }
        let minted = Amount(satoshis: height.rawValue &* satoshisPerBlock.rawValue)
        var fields: [String: JSONValue] = [
            "height": JSONValue(height.rawValue), "dormant_threshold_years": .number(years),
            "dormant_threshold_blocks": JSONValue(threshold), "dormant_utxo_count": JSONValue(count),
        ]
        for (name, amount) in [
            ("total_minted", minted), ("circulating", summary.supply), ("locked_collateral", locked),
            ("dormant", dormant), ("adjusted_circulating", summary.supply.saturatingSubtract(dormant)),
            ("unknown_age", .zero),
        ] {
            fields[name] = amount.json
            fields[name + "_satoshis"] = JSONValue(amount.rawValue)
        }
        return .object(fields)
    }

    private static func unspent(_ call: RPCCall) throws -> JSONValue {
        let summary = try call.node().chain.summary
        return [
            "height": JSONValue(summary.tip.height.rawValue), "bestblock": .string("\(summary.tip.hash)"),
            "transactions": JSONValue(summary.unspentCount), "txouts": JSONValue(summary.unspentCount),
            "total_amount": summary.supply.json, "disk_size": 0,
        ]
    }

    /// The height, as upstream tells a chain's work.
    private static func work(_ height: Height) -> String {
        let digits = String(height.rawValue, radix: 16)
        return String(repeating: "0", count: 2 * Hash256.byteCount - digits.count) + digits
    }
}

extension Amount {
    /// In TIME.
    var json: JSONValue { .number(Double(rawValue) / Double(Amount.satoshisPerTime)) }
}

extension RPCCall {
    func height(_ index: Int) -> Height? {
        parameter(index)?.integer.flatMap { UInt64(exactly: $0) }.map { Height($0) }
    }

    /// The block that the first parameter names by hash or height, with its hash, its confirmations and the hash of the
    /// next one.
    fileprivate func found() async throws -> (Block, BlockHash, confirmations: UInt64, next: BlockHash?) {
        let height: Height
        if let given = self.height(0) {
            height = given
        } else if let text = parameter(0)?.text {
            guard let hash = BlockHash(hex: text) else {
                throw RPCFault.malformed("Block hash must be 32 bytes (64 hex chars)")
            }
            guard let known = try await chain({ try $0.height(of: hash) }) else {
                throw RPCFault.notFound("Block not found")
            }
            height = known
        } else {
            throw RPCFault.parameters("Block hash or height parameter required")
        }
        let found = try await chain { store in
            (
                try store.block(at: height), try store.blockHash(at: height), try store.blockHash(at: height.next),
                store.tip
            )
        }
        guard let block = found.0, let hash = found.1 else {
            throw RPCFault.notFound("Block not found: Block \(height) not found in storage")
        }
        return (block, hash, found.3.height.blocks(above: height) + 1, found.2)
    }
}
