public import TimeModel

/// Why a session ended from our side.
public enum CloseReason: Hashable, Sendable {
    /// A dialer heard nothing in answer to its handshake, which is how the network's nodes refuse (`wire §7.3`).
    case refusedInSilence
    /// A dialer was told to upgrade: our build number or protocol version is below the peer's fence.
    case refusedAsOutdated(notice: String)
    /// A listener waited for a handshake in vain.
    case noHandshake
    /// The first frame was no message at all.
    case undecodableFirstFrame
    /// The handshake's magic is not our network's.
    case wrongNetwork(magic: [UInt8])
    /// The handshake's protocol version is below the lowest we take.
    case outdatedProtocol(UInt32)
    /// The handshake's build number is below the network's fence.
    case outdatedBuild(UInt32)
    /// The peer's chain begins with another block than ours.
    case wrongGenesis(BlockHash)
    /// A frame above the limit, or a stream that can't be cut into frames any more.
    case brokenFrame(FrameError)

    /// Whether the peer turned us away, rather than we it.
    public var isRefusal: Bool {
        switch self {
        case .refusedInSilence, .refusedAsOutdated: true
        default: false
        }
    }

    /// Whether it counts against the peer (`policy §3`): only what no honest, slow or outdated node does.
    public var isViolation: Bool { self == .undecodableFirstFrame }
}

extension CloseReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refusedInSilence:
            "no answer to our handshake in time: the peer refuses us or is overloaded"
        case .refusedAsOutdated(let notice): "the peer takes our build for outdated: \(notice)"
        case .noHandshake: "no handshake in time"
        case .undecodableFirstFrame: "the first frame is no message of this protocol"
        case .wrongNetwork(let magic): "the peer is on another network: its magic is \(Hex.encode(magic))"
        case .outdatedProtocol(let version): "the peer speaks protocol \(version), below \(WireLimits.protocolVersion)"
        case .outdatedBuild(let build): "the peer's build \(build) is below \(WireLimits.lowestBuildNumber)"
        case .wrongGenesis(let hash): "the peer's chain begins with block \(hash), not ours"
        case .brokenFrame(let error): "the peer's byte stream can't be read on: \(error)"
        }
    }
}
