import Foundation
import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// Who is trusted (`operator §8.2`, `policy §1`): the same store and the same rules as tc-whitelist's.
enum WhitelistMethods {
    static let all = [
        RPCMethod("getwhitelist", "How many are trusted; with a password, all entries.", .whitelist, list),
        RPCMethod(
            "addwhitelist", "ADDRESS [REASON]", "Trust an address or a range.", .whitelist, access: .operating, add),
        RPCMethod(
            "removewhitelist", "ADDRESS [REASON]", "Take trust back, whatever its source.", .whitelist,
            access: .operating, remove),
        RPCMethod(
            "approvewhitelist", "ADDRESS [REASON]", "Trust what waits for a decision.", .whitelist, access: .operating,
            approve),
    ]

    private static func list(_ call: RPCCall) async throws -> JSONValue {
        let now = call.state.clock.wallClock()
        let entries = try await call.store { try $0.entries() }
        let trusted = Set(entries.filter { $0.isTrusted(at: now) }.map(\.prefix))
        let pending = Set(entries.filter { $0.state(at: now) == .pending }.map(\.prefix))
        var fields: [String: JSONValue] = [
            "count": JSONValue(trusted.count), "pending": JSONValue(pending.count),
            "info": "Whitelisted peers are kept, and exempt from message limits and automatic bans.",
        ]
        if call.grade == .operator { fields["entries"] = .array(try entries.map { try JSONValue(encoding: $0) }) }
        return .object(fields)
    }

    private static func add(_ call: RPCCall) async throws -> JSONValue {
        let prefix = try call.prefix()
        let changes = try await call.change { try $0.add(prefix, reason: $1) }
        let isNew = !changes.isEmpty
        return result(
            isNew ? "success" : "already_whitelisted", prefix,
            isNew ? "\(prefix) added to the whitelist" : "\(prefix) is whitelisted already")
    }

    private static func remove(_ call: RPCCall) async throws -> JSONValue {
        let prefix = try call.prefix()
        let changes: [WhitelistChange]
        do {
            changes = try await call.change { try $0.revoke(prefix, reason: $1) }
        } catch WhitelistRefusal.unknown {
            changes = []
        }
        return changes.isEmpty
            ? result("not_whitelisted", prefix, "\(prefix) is not in the whitelist")
            : result("success", prefix, "\(prefix) is no longer whitelisted")
    }

    private static func approve(_ call: RPCCall) async throws -> JSONValue {
        let prefix = try call.prefix()
        try await call.change { try $0.approve(prefix, reason: $1) }
        return result("success", prefix, "\(prefix) is approved")
    }

    static func result(_ result: String, _ prefix: AddressPrefix, _ message: String) -> JSONValue {
        ["result": .string(result), "ip": .string("\(prefix)"), "message": .string(message)]
    }
}

extension JSONValue {
    /// As `JSONEncoder` has it.
    init(encoding value: some Encodable) throws {
        try self.init(parsing: Array(JSONEncoder().encode(value)), maximumValues: .max)
    }
}

extension RPCCall {
    /// The first parameter as an address or a range.
    func prefix() throws(RPCFault) -> AddressPrefix {
        let text = try text(0, orFault: .parameters("IP address parameter required"))
        guard let prefix = AddressPrefix(text) else {
            throw .parameters("Invalid IP address: \(text.prefix(RPCLimits.echoedText))")
        }
        return prefix
    }

    /// Why an operator makes a change, for the audit log.
    func reason(_ index: Int) throws(RPCFault) -> String {
        guard let value = parameter(index) else { return "by RPC" }
        guard let text = value.text else { throw .parameters("REASON is a text") }
        return text
    }

    func store<Value: Sendable>(
        _ body: @Sendable @escaping (WhitelistStore) throws -> Value
    ) async throws -> Value {
        let store = try node().whitelist
        return try await reader.read { try body(store) }
    }

    /// Makes a change with its audit record; the node goes by it within a second.
    @discardableResult
    func change(
        _ body: @Sendable @escaping (inout WhitelistEdit, _ reason: String) throws -> Void
    ) async throws -> [WhitelistChange] {
        let reason = try reason(1)
        let now = state.clock.wallClock()
        return try await store { store in try store.change(by: "rpc", at: now) { try body(&$0, reason) } }
    }
}
