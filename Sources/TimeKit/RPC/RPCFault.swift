import TimeControl

/// An error that a client gets to see (`operator §7.4`).
package struct RPCFault: Error, Hashable, Sendable {
    package let code: Int
    package let message: String

    package init(_ code: Int, _ message: String) {
        self.code = code
        self.message = message
    }

    static func parse(_ reason: String) -> RPCFault { RPCFault(-32700, "Parse error: \(reason)") }
    static let noBody = RPCFault(-32700, "No request body")
    static let unauthorized = RPCFault(-32600, "Unauthorized: invalid or missing RPC credentials")
    static func unknownMethod(_ name: String) -> RPCFault {
        RPCFault(-32601, "Method not found: \(name.prefix(RPCLimits.echoedText))")
    }
    /// Parameters are missing, or of another type.
    static func parameters(_ reason: String) -> RPCFault { RPCFault(-32602, reason) }
    static func notFound(_ reason: String) -> RPCFault { RPCFault(-5, reason) }
    static func malformed(_ reason: String) -> RPCFault { RPCFault(-8, reason) }
    /// The store can't be read, or something else that isn't the client's doing.
    static func failed(_ reason: String) -> RPCFault { RPCFault(-1, reason) }
    static func loading(_ reason: String) -> RPCFault { RPCFault(-28, reason) }
}
