public import TimeModel

/// Hears how a dial goes, at the moment it happens and on the transport's threads.
public struct DialObserver: Sendable {
    /// TCP stands, from this local address.
    let connected: @Sendable (PeerEndpoint?) -> Void
    /// What the peer has sent so far, as it came: the first `TransportLimits.observedBytes` at most.
    let received: @Sendable ([UInt8]) -> Void

    public init(
        connected: @escaping @Sendable (PeerEndpoint?) -> Void, received: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.connected = connected
        self.received = received
    }
}
