import Foundation
public import TimeConfiguration
import TimePeers

/// Asks a daemon by JSON-RPC.
public struct RPCClient: Sendable {
    public let url: String
    private let credentials: RPCCredentials?
    private let fetcher: HTTPFetcher

    /// The daemon that this configuration is of, with the password that it gives or that the daemon's cookie holds.
    ///
    /// - Parameters:
    ///   - version: Of the program, for the user agent.
    ///   - patience: For each call; nil for `ControlLimits.rpcPatience`.
    /// - Throws: `RPCClientError` if it answers no RPC.
    public init(
        _ configuration: NodeConfiguration, version: String, patience: Duration? = nil
    ) throws(RPCClientError) {
        guard let rpc = configuration.rpc else {
            throw RPCClientError(.off, url: "", why: "the configuration turns RPC off")
        }
        let cookie = RPCCookie(directory: configuration.dataDirectory)
        var credentials = cookie.read()
        if let user = rpc.user, let password = rpc.password {
            credentials = RPCCredentials(user: user, password: password)
        }
        self.init(
            url: rpc.url, credentials: credentials, authorities: rpc.tls?.certificate, version: version,
            patience: patience)
    }

    package init(
        url: String, credentials: RPCCredentials?, authorities: String? = nil, version: String,
        patience: Duration? = nil
    ) {
        self.url = url
        self.credentials = credentials
        fetcher = HTTPFetcher(
            version: version, authorities: authorities, patience: patience ?? ControlLimits.rpcPatience,
            documentSize: ControlLimits.rpcAnswerSize)
    }

    /// What the daemon answers to one request.
    public func call(_ method: String, _ parameters: [JSONValue] = []) async throws(RPCClientError) -> JSONValue {
        let request: JSONValue = [
            "jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .array(parameters),
        ]
        let reply = try await send(request)
        let answer: JSONValue
        do {
            answer = try JSONValue(parsing: reply.body, maximumValues: .max)
        } catch {
            let why = reply.status == 200 ? "\(error.reason) at byte \(error.offset)" : "status \(reply.status)"
            throw RPCClientError(.malformed, url: url, why: "the answer can't be read: \(why)")
        }
        if reply.status == 401 { throw RPCClientError(.unauthorized, url: url, why: "the password is not accepted") }
        if let fault = answer["error"], fault != .null {
            throw RPCClientError(
                .refused(code: Int(clamping: fault["code"]?.integer ?? 0)), url: url,
                why: fault["message"]?.text ?? "no reason given")
        }
        guard let result = answer["result"] else {
            throw RPCClientError(.malformed, url: url, why: "the answer has no result")
        }
        return result
    }

    private func send(_ request: JSONValue) async throws(RPCClientError) -> HTTPFetcher.Reply {
        do {
            return try await fetcher.post(
                HTTPFetcher.Message(body: "\(request)", authorization: credentials?.authorization), to: url)
        } catch {
            let code: RPCClientError.Code =
                switch error.code {
                case .unreachable, .unresolved: .unreachable
                case .timedOut: .timedOut
                default: .broken
                }
            throw RPCClientError(code, url: url, why: error.why)
        }
    }
}

/// Why a daemon gave no answer, or none that helps.
public struct RPCClientError: Error, Hashable, Sendable {
    public enum Code: Hashable, Sendable {
        /// The configuration turns RPC off.
        case off
        /// Nobody answers there.
        case unreachable
        case timedOut
        /// Without the right password.
        case unauthorized
        /// The daemon answers with an error of this code (`operator §7.4`).
        case refused(code: Int)
        /// The answer is none of JSON-RPC.
        case malformed
        /// The connection broke off, or TLS failed.
        case broken
    }

    public let code: Code
    public let url: String
    public let why: String

    package init(_ code: Code, url: String, why: String) {
        self.code = code
        self.url = url
        self.why = why
    }

    /// What to do about it.
    public var advice: String {
        switch code {
        case .off: "set rpc.enabled, and restart the daemon"
        case .unreachable: "start timed, or name its configuration and network"
        case .timedOut: "try again; if it stays so, look at the daemon's log"
        case .unauthorized: "run this as the daemon's user, or give the configuration that it runs with"
        case .refused: "see timed(8) for the method"
        case .malformed: "check that timed answers at this address, and no other program"
        case .broken: "try again, or check the certificate that the configuration names"
        }
    }
}

extension RPCClientError: CustomStringConvertible {
    public var description: String { (url.isEmpty ? "" : "\(url): ") + "\(why); \(advice)" }
}
