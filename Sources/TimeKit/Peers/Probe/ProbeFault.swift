/// Everything that a probe can find wrong.
public enum ProbeFault: String, Hashable, Sendable, CaseIterable, Codable {
    case unknownName = "unknown_name"

    case portClosed = "port_closed"
    case portFiltered = "port_filtered"
    case unreachable
    /// Something of this machine's.
    case localTrouble = "local_trouble"

    case webServer = "web_server"
    case sshServer = "ssh_server"
    case otherService = "other_service"
    case closedBeforeTLS = "closed_before_tls"
    case silentBeforeTLS = "silent_before_tls"
    case refusedTLS = "refused_tls"

    case refusedAsOutdated = "refused_as_outdated"
    case refusedInSilence = "refused_in_silence"
    case closedInSilence = "closed_in_silence"
    case silent
    case garbage
    case wrongNetwork = "wrong_network"

    case wrongGenesis = "wrong_genesis"
    case noGenesisAnswer = "no_genesis_answer"

    case noTip = "no_tip"
    case behind
    case aheadOfTheClock = "ahead_of_the_clock"
    case otherBranch = "other_branch"

    case noPongs = "no_pongs"
    case lossy
    case slow
    case clockOff = "clock_off"

    case oversizeFrame = "oversize_frame"
    case truncatedFrame = "truncated_frame"
    case flood
    case brokenOff = "broken_off"

    /// What it makes of the peer.
    public var verdict: ProbeVerdict {
        switch self {
        case .noGenesisAnswer, .noTip, .behind, .aheadOfTheClock, .otherBranch, .lossy, .slow, .clockOff: .degraded
        default: .unhealthy
        }
    }

    /// Whether it says nothing of the peer.
    public var isOurs: Bool { self == .localTrouble || self == .unknownName }

    public var explanation: ProbeExplanation { ProbeExplanation.all[self] ?? ProbeExplanation("", causes: []) }
}

/// A fault in plain words.
public struct ProbeExplanation: Hashable, Sendable {
    /// A few words for a table.
    public let title: String
    public let causes: [String]
    public let advice: String?

    init(_ title: String, causes: [String], advice: String? = nil) {
        self.title = title
        self.causes = causes
        self.advice = advice
    }
}
