import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// Who is kept out (`operator §8.2`).
enum BanMethods {
    static let all = [
        RPCMethod("getbanlist", "Who is banned, and why.", .whitelist, list),
        RPCMethod(
            "ban", "ADDRESS [REASON] [SECONDS]",
            "Keep an address or a range out, until it is lifted if no time is given.",
            .whitelist, access: .operating, ban),
        RPCMethod(
            "unban", "ADDRESS [REASON]", "Lift the bans of an address or a range.", .whitelist, access: .operating,
            unban),
        RPCMethod(
            "clearbanlist", "[REASON]", "Lift all bans but those of the configuration.", .whitelist, access: .operating,
            clear),
    ]

    private static func list(_ call: RPCCall) async throws -> JSONValue {
        let now = call.state.clock.wallClock()
        let (bans, entries) = try await call.store { (try $0.bans(), try $0.entries()) }
        let violations = try await call.snapshot().violators
        let inForce = bans.filter { $0.isInForce(at: now) }
        let subnets = inForce.filter { !$0.prefix.isSingleAddress }
        let single = inForce.filter(\.prefix.isSingleAddress)
        let permanent = single.filter { $0.expires == nil }
        let temporary = single.compactMap { ban in ban.expires.map { (ban, $0) } }
        return [
            "permanent": .array(permanent.map { ["ip": .string("\($0.prefix)"), "reason": .string($0.reason)] }),
            "temporary": .array(
                temporary.map { ban, expires in
                    [
                        "ip": .string("\(ban.prefix)"), "reason": .string(ban.reason),
                        "remaining_secs": JSONValue(expires.seconds(since: now)),
                    ]
                }),
            "subnets": .array(subnets.map { ["subnet": .string("\($0.prefix)"), "reason": .string($0.reason)] }),
            "violations": .array(
                violations.sorted { ($1.violations, $0.address) < ($0.violations, $1.address) }
                    .map { ["ip": .string("\($0.address)"), "violations": JSONValue($0.violations)] }),
            "summary": [
                "permanent_bans": JSONValue(permanent.count), "temporary_bans": JSONValue(temporary.count),
                "subnet_bans": JSONValue(subnets.count), "active_violations": JSONValue(violations.count),
                "whitelisted": JSONValue(Set(entries.filter { $0.isTrusted(at: now) }.map(\.prefix)).count),
            ],
        ]
    }

    private static func ban(_ call: RPCCall) async throws -> JSONValue {
        let prefix = try call.prefix()
        let end = try call.parameter(2)
            .map { value throws(RPCFault) in
                guard let seconds = value.integer else { throw .parameters("SECONDS is a whole number") }
                return call.state.clock.wallClock().advanced(bySeconds: Int64(clamping: seconds))
            }
        try await call.change { try $0.ban(prefix, reason: $1, expires: end) }
        return WhitelistMethods.result(
            "success", prefix, end.map { "IP \(prefix) banned until \($0.text)" } ?? "IP \(prefix) permanently banned")
    }

    private static func unban(_ call: RPCCall) async throws -> JSONValue {
        let prefix = try call.prefix()
        do {
            try await call.change { try $0.unban(prefix, reason: $1) }
        } catch WhitelistRefusal.notBanned {
            return WhitelistMethods.result("not_banned", prefix, "IP was not banned")
        }
        return WhitelistMethods.result("success", prefix, "IP removed from ban list and violations cleared")
    }

    private static func clear(_ call: RPCCall) async throws -> JSONValue {
        let now = call.state.clock.wallClock()
        let reason = try call.reason(0)
        let lifted = try await call.store { store -> [Ban] in
            let bans = try store.bans().filter { $0.origin != .config }
            try store.change(by: "rpc", at: now) { edit in
                for prefix in Set(bans.map(\.prefix)).sorted() { try edit.unban(prefix, reason: reason) }
            }
            return bans
        }
        let single = lifted.filter(\.prefix.isSingleAddress)
        return [
            "result": "success", "permanent_cleared": JSONValue(single.count { $0.expires == nil }),
            "temporary_cleared": JSONValue(single.count { $0.expires != nil }),
            "subnets_cleared": JSONValue(lifted.count - single.count), "violations_cleared": 0,
        ]
    }
}
