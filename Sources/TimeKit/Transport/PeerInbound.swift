/// What a peer sends, in order. Reading from the socket stops while too much waits here (`TransportLimits`). Ends when
/// the peer closes; throws a `TransportError` when the connection fails, `CancellationError` when the task is cancelled.
public struct PeerInbound: AsyncSequence, Sendable {
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let link: PeerLink

        init(link: PeerLink) { self.link = link }

        public mutating func next() async throws -> PeerInput? { try await link.next()?.input }
    }

    private let link: PeerLink

    init(link: PeerLink) { self.link = link }

    /// The next input and when it came, for who measures.
    public func next() async throws -> PeerArrival? { try await link.next() }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(link: link) }
}
