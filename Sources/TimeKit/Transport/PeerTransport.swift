public import Logging
import NIOCore
import NIOPosix
public import TimeModel

/// The threads and the TLS identity behind a node's connections.
public final class PeerTransport: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let identity: TLSIdentity
    private let logger: Logger

    /// `threadCount` threads do the network's work; one suffices for 250 peers at the tip.
    public init(identity: TLSIdentity, threadCount: Int = 1, logger: Logger) {
        self.group = MultiThreadedEventLoopGroup(numberOfThreads: threadCount)
        self.identity = identity
        self.logger = logger
    }

    /// Starts to accept on an address of this machine; port 0 takes any free one. Throws `.addressInUse` and others that
    /// name the address.
    public func listen(on endpoint: PeerEndpoint, allowsPlaintext: Bool) async throws(TransportError) -> PeerListener {
        try await listen(on: endpoint, allowsPlaintext: allowsPlaintext, earlySockets: TransportLimits.earlySockets)
    }

    package func listen(
        on endpoint: PeerEndpoint, allowsPlaintext: Bool, earlySockets: Int
    ) async throws(TransportError) -> PeerListener {
        try await PeerListener.bind(
            endpoint, group: group, identity: identity, allowsPlaintext: allowsPlaintext, earlySockets: earlySockets,
            logger: logger)
    }

    /// Dials from `address` when there is one, else from what the machine chooses. With `allowsPlaintextFallback`, a
    /// peer that fails the TLS handshake is dialled once more without TLS, as upstream does (`wire §2.2`).
    public func dialer(from address: PeerAddress? = nil, allowsPlaintextFallback: Bool = false) -> PeerDialer {
        PeerDialer(
            group: group, identity: identity, localAddress: address, allowsPlaintextFallback: allowsPlaintextFallback)
    }

    /// Ends the threads, and with them every connection.
    public func shutDown() async { try? await group.shutdownGracefully() }
}
