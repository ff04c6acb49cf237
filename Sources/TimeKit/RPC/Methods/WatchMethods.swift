import TimeChain
import TimeControl
import TimeModel
import TimeNode

/// What an operator should look at (`policy §6`).
enum WatchMethods {
    static let all = [
        RPCMethod("getalerts", "The alerts that hold, and the last ones that were raised, over or told.", .network) {
            let snapshot = try await $0.snapshot()
            return [
                "open": .array(
                    snapshot.alerts.map { fields(of: $0.alert, ["since": JSONValue($0.since.rawValue)]) }),
                "recent": .array(
                    snapshot.recentAlerts.map {
                        fields(
                            of: $0.alert,
                            ["time": JSONValue($0.time.rawValue), "state": .string($0.state.rawValue)])
                    }),
            ]
        },
        RPCMethod(
            "getauditfindings", "[HEIGHT] [COUNT]", "What the audits found unusual, from a height on.", .chain, findings
        ),
    ]

    private static func fields(of alert: Alert, _ more: [String: JSONValue]) -> JSONValue {
        let fields: [String: JSONValue] = [
            "alert": .string(alert.kind.rawValue), "level": .string(alert.level.rawValue),
            "message": .string(alert.message), "details": .object(alert.metadata.mapValues { .string($0) }),
        ]
        return .object(fields.merging(more) { old, _ in old })
    }

    private static func findings(_ call: RPCCall) async throws -> JSONValue {
        guard let height = call.parameter(0) == nil ? .genesis : call.height(0) else {
            throw RPCFault.parameters("the first parameter is a height")
        }
        let given = try call.parameter(1)
            .map { value in
                guard let count = value.integer, count > 0 else { throw RPCFault.parameters("the count is above 0") }
                return Int(min(count, Int128(RPCLimits.auditFindings)))
            }
        let found = try await call.chain {
            try $0.findings(from: height, maximumCount: given ?? RPCLimits.auditFindings)
        }
        return [
            "total": JSONValue(try call.node().chain.summary.findingCount),
            "findings": .array(
                found.map { finding in
                    [
                        "height": JSONValue(finding.height.rawValue), "hash": .string("\(finding.hash)"),
                        "check": .string(finding.check.rawValue), "detail": .string(finding.detail),
                    ]
                }),
        ]
    }
}
