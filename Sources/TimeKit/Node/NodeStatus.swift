public import TimeChain
public import TimeModel

/// What a node can say of itself at a moment.
public struct NodeStatus: Sendable {
    public let tip: ChainTip
    /// The height that the peers are believed to have; nil while none counts.
    public let target: Height?
    public let isSynced: Bool
    /// Connected since the node started.
    public let blocksConnected: UInt64
    /// From the first block asked for to the last one connected.
    public let timeConnecting: Duration
}
