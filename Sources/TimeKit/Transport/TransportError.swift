public import TimeModel

/// Why a connection, or the attempt to get one, failed.
public struct TransportError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case addressInUse = "address_in_use"
        /// The address isn't one of this machine's.
        case addressUnavailable = "address_unavailable"
        case notPermitted = "not_permitted"
        case connectionRefused = "connection_refused"
        case unreachable
        case timedOut = "timed_out"
        case tlsFailed = "tls_failed"
        case frameTooLarge = "frame_too_large"
        case writeStalled = "write_stalled"
        /// Other frames were sent for so long, or nothing was, that this one was left out.
        case busy
        case closed
        case cancelled
        case system
    }

    /// What failed.
    public enum Operation: String, Hashable, Sendable {
        case identity = "make a TLS identity"
        case listen = "listen on"
        case connect = "connect to"
        case handshake = "complete the TLS handshake with"
        case send = "send to"
        case receive = "receive from"
    }

    public let code: Code
    public let operation: Operation
    /// On what it failed.
    public let endpoint: PeerEndpoint?
    /// Why, in words.
    public let reason: String

    public init(_ code: Code, _ operation: Operation, _ endpoint: PeerEndpoint? = nil, reason: String) {
        self.code = code
        self.operation = operation
        self.endpoint = endpoint
        self.reason = reason
    }

    /// What to do about it; nil where only waiting helps.
    public var advice: String? {
        switch code {
        case .addressInUse: "stop the program that uses it, or choose another address"
        case .addressUnavailable: "choose an address of this machine"
        case .notPermitted: "choose a port above 1023"
        case .system where operation == .listen: "check the address and the limit of open files"
        default: nil
        }
    }
}

extension TransportError: CustomStringConvertible {
    public var description: String {
        let target = endpoint.map { " \($0)" } ?? ""
        let advice = advice.map { "; \($0)" } ?? ""
        return "can't \(operation.rawValue)\(target): \(reason)\(advice)"
    }
}
