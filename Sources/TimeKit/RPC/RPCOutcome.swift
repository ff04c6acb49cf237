import TimeControl

/// What became of a request, for counting.
enum RPCOutcome: String, Hashable, Sendable, CaseIterable {
    case answered
    case failed
    /// A password is missing or wrong.
    case unauthorized
    /// Unread: from an address that isn't allowed, or too large.
    case refused
}

extension RPCOutcome {
    init(_ outcome: Result<JSONValue, RPCFault>) {
        switch outcome {
        case .success: self = .answered
        case .failure(let fault): self = fault == .unauthorized ? .unauthorized : .failed
        }
    }
}
