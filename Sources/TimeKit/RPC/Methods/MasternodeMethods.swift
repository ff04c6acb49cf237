import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// Which masternodes there are, as far as this node knows (`operator §8.5`).
enum MasternodeMethods {
    static let all = [
        RPCMethod(
            "masternodelist", "[ALL]", "The masternodes that are connected, or all that are known.", .masternodes, list),
        RPCMethod("masternodecount", "How many are known, connected and active, by tier.", .masternodes, count),
        RPCMethod("listlockedcollaterals", "The outputs that back masternodes.", .masternodes, collaterals),
    ]

    private static func list(_ call: RPCCall) async throws -> JSONValue {
        let showsAll = call.parameter(0)?.bool ?? false
        let snapshot = try await call.snapshot()
        let connected = Set(snapshot.peers.map(\.endpoint.address))
        let shown = snapshot.masternodes.filter { showsAll || connected.contains($0.address) }
        let now = call.state.clock.wallClock()
        return [
            "total": JSONValue(shown.count), "total_in_registry": JSONValue(snapshot.masternodes.count),
            "show_all": .bool(showsAll),
            "masternodes": .array(shown.map { view($0, isConnected: connected.contains($0.address), at: now) }),
        ]
    }

    /// Of its uptime an observer knows since when it has been seen.
    private static func view(_ record: MasternodeRecord, isConnected: Bool, at now: UnixTime) -> JSONValue {
        let uptime = record.isActive ? max(now.seconds(since: record.firstSeen), 0) : 0
        return [
            "address": .string("\(record.address)"), "wallet_address": .string(record.rewardAddress),
            "collateral": record.provenTier.collateral.json, "tier": .string(record.provenTier.name.capitalised),
            "registered_at": JSONValue(record.firstSeen.rawValue), "is_active": .bool(record.isActive),
            "is_connected": .bool(isConnected), "is_publicly_reachable": .bool(isConnected),
            "uptime_start": JSONValue(record.firstSeen.rawValue), "total_uptime": JSONValue(uptime),
            "daemon_started_at": JSONValue(record.firstSeen.rawValue),
            "collateral_locked": .bool(record.isRegistered),
            "collateral_outpoint": JSONValue(record.collateral) { .string("\($0)") },
            "pubkey": .string("\(record.publicKey)"), "source": .string(record.source.rawValue),
            "claimed_tier": .string(record.claimedTier.name.capitalised),
            "last_seen": JSONValue(record.lastSeen) { JSONValue($0.rawValue) },
        ]
    }

    private static func count(_ call: RPCCall) async throws -> JSONValue {
        let snapshot = try await call.snapshot()
        let connected = Set(snapshot.peers.map(\.endpoint.address))
        let records = snapshot.masternodes
        var tiers: [String: JSONValue] = [:]
        for tier in MasternodeTier.allCases {
            tiers[tier.name] = JSONValue(records.count { $0.provenTier == tier })
        }
        return [
            "total": JSONValue(records.count), "active": JSONValue(records.count { $0.isActive }),
            "connected": JSONValue(records.count { connected.contains($0.address) }),
            "registered": JSONValue(records.count { $0.isRegistered }), "tiers": .object(tiers),
        ]
    }

    private static func collaterals(_ call: RPCCall) async throws -> JSONValue {
        let records = try await call.snapshot().masternodes.filter(\.isRegistered)
        var views: [JSONValue] = []
        for record in records {
            guard let outpoint = record.collateral else { continue }
            let output = try await call.chain { try $0.unspentOutput(outpoint) }
            let amount = output?.value ?? record.provenTier.collateral
            views.append([
                "outpoint": .string("\(outpoint)"), "masternode_address": .string("\(record.address)"),
                "amount": JSONValue(amount.rawValue), "amount_time": .string("\(amount)"),
                "lock_height": JSONValue(output?.height.rawValue ?? 0),
                "locked_at": JSONValue(record.firstSeen.rawValue), "unlock_height": nil,
            ])
        }
        return ["count": JSONValue(views.count), "collaterals": .array(views)]
    }
}
