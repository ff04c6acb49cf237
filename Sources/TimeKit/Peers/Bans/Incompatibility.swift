/// What ends the connection of anyone, whitelisted or not, and gets nobody banned (`policy §1`).
public enum Incompatibility: String, Hashable, Sendable, CaseIterable {
    case wrongGenesis = "wrong-genesis"
    case wrongNetwork = "wrong-network"
    /// A frame above 8 MiB.
    case oversizeFrame = "oversize-frame"

    /// The peer isn't dialled again sooner; its operator may be mending it.
    public var retryAfter: Duration {
        switch self {
        case .wrongGenesis: PeersLimits.retryAfterWrongGenesis
        case .wrongNetwork: PeersLimits.retryAfterWrongNetwork
        case .oversizeFrame: PeersLimits.retryAfterOversizeFrame
        }
    }
}
