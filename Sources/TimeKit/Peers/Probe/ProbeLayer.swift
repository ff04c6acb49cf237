/// What a session with a peer is made of, from the bottom up.
public enum ProbeLayer: String, Hashable, Sendable, CaseIterable, Codable {
    case resolve
    case tcp
    case tls
    case handshake
    case genesis
    case tip
    case ping
    case close
}

/// How one layer went.
public enum ProbeOutcome: String, Hashable, Sendable, CaseIterable, Codable {
    case passed
    /// It works, with something that an operator should know.
    case degraded
    case failed
    /// It wasn't come to.
    case skipped
}

/// What a probe comes to.
public enum ProbeVerdict: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
    case healthy
    /// Slow, lossy, behind, or with a wrong clock.
    case degraded
    /// Unreachable, or no peer of ours.
    case unhealthy

    /// The program's exit status.
    public var code: Int32 {
        switch self {
        case .healthy: 0
        case .degraded: 1
        case .unhealthy: 2
        }
    }

    public static func < (left: ProbeVerdict, right: ProbeVerdict) -> Bool { left.code < right.code }
}

/// One layer of one probe.
public struct ProbeStep: Hashable, Sendable, Codable {
    public let layer: ProbeLayer
    public var outcome: ProbeOutcome
    /// How long it took.
    public var milliseconds: Double?
    public var fault: ProbeFault?
    /// What was seen.
    public var detail: String
    /// What may be the matter, the likeliest first.
    public var causes: [String]
    public var advice: String?

    public init(
        _ layer: ProbeLayer, _ outcome: ProbeOutcome, after duration: Duration? = nil, detail: String = ""
    ) {
        self.layer = layer
        self.outcome = outcome
        milliseconds = duration?.milliseconds
        self.detail = detail
        causes = []
    }

    public init(_ layer: ProbeLayer, _ fault: ProbeFault, after duration: Duration?, detail: String) {
        self.init(layer, fault.verdict == .unhealthy ? .failed : .degraded, after: duration, detail: detail)
        self.fault = fault
        causes = fault.explanation.causes
        advice = fault.explanation.advice
    }
}

extension Duration {
    /// Rounded to microseconds.
    package var milliseconds: Double { (self / .microseconds(1)).rounded() / 1000 }
}
