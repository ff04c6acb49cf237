package import TimeChain
package import TimeModel
package import TimePeers
package import TimeWire

/// What the node asks of one of its sessions.
package enum SessionCommand: Sendable {
    case askTip
    /// Ask for the peer's list of masternodes.
    case askMasternodes
    /// Ask for the hash of the peer's block at a height.
    case askHash(Height)
    case relay(MasternodeClaim)
    case request(BlockRequest)
    case localTip(PeerSession.LocalTip)
    /// Tell the peer that we have the block at this height.
    case announce(Height)
    case leniency(PeerSession.Leniency)
    /// All time-outs are so many times as long, since we are slow ourselves.
    case slowness(Int)
    case close(SessionEnd)
}

/// Why a session ended, in the words of the log.
package enum SessionEnd: Error, Hashable, Sendable {
    case closedByPeer
    /// The stream ended inside a frame.
    case cutOff(missing: Int)
    case closedBySession(CloseReason)
    case refused(Admission.Refusal)
    case unresponsive(Liveness.Unresponsive)
    case replaced
    case banned
    /// More waited to be sent than may.
    case tooSlow
    case brokenRule(Rule)
    case transport(String)
    case nodeEnds
}

extension SessionEnd {
    /// What counts against the peer, if anything does (`policy §3`).
    var violation: Violation? {
        if case .closedBySession(.undecodableFirstFrame) = self { .undecodableFirstFrame } else { nil }
    }

    var isUnresponsive: Bool { if case .unresponsive = self { true } else { false } }

    /// The peer's doing, not ours, and not held against it already.
    var breaksOff: Bool {
        switch self {
        case .refused, .replaced, .banned, .brokenRule, .nodeEnds: false
        default: true
        }
    }

    /// What the peer and we can't agree about, if that is why we closed.
    var incompatibility: Incompatibility? {
        switch self {
        case .closedBySession(.wrongGenesis): .wrongGenesis
        case .closedBySession(.wrongNetwork): .wrongNetwork
        case .closedBySession(.brokenFrame(let error)) where error.code == .tooLarge: .oversizeFrame
        default: nil
        }
    }
}

extension SessionEnd: CustomStringConvertible {
    package var description: String {
        switch self {
        case .closedByPeer: "closed by the peer"
        case .cutOff(let missing): "closed by the peer inside a frame, \(missing) bytes short"
        case .closedBySession(let reason): "\(reason)"
        case .refused(let refusal): "\(refusal)"
        case .unresponsive(let verdict):
            "unresponsive: \(verdict.missed) pings without a pong, \(verdict.silence.components.seconds) s without a byte"
        case .banned: "the address is banned"
        case .replaced: "the peer connected again"
        case .tooSlow: "the peer takes nothing, and too much waits for it"
        case .brokenRule(let rule): "a block of its breaks rule \(rule.rawValue)"
        case .transport(let why): why
        case .nodeEnds: "the node ends"
        }
    }
}
