import TimeModel
public import TimeWire

/// Sends to a peer. Frames leave in the order of the calls. A call ends when its frame's turn has come, so that every
/// caller has at most one frame waiting, and tells when the socket took the first of it; it throws a `TransportError`,
/// or `CancellationError` while it waits.
public struct PeerWriter: Sendable {
    private let link: PeerLink
    private let remote: PeerEndpoint

    init(link: PeerLink, remote: PeerEndpoint) {
        self.link = link
        self.remote = remote
    }

    @discardableResult
    public func send(_ message: Message) async throws -> ContinuousClock.Instant {
        try await send(payload: message.payload())
    }

    /// Sends a message that a busy peer may be spared: one that doesn't have its turn within
    /// `TransportLimits.writeStall` isn't sent, nor, until the peer takes something, any after it.
    public func offer(_ message: Message) async throws {
        do { try await link.send(message.payload(), mayBeLeftOut: true) } catch let error as TransportError {
            guard error.code == .busy else { throw error }
        }
    }

    /// Sends an encoded message of at most 8 MiB (`wire §3`).
    @discardableResult
    public func send(payload: [UInt8]) async throws -> ContinuousClock.Instant {
        guard payload.count <= Frame.maximumPayloadSize else {
            throw TransportError(
                .frameTooLarge, .send, remote,
                reason: "\(payload.count) bytes are more than the \(Frame.maximumPayloadSize) of a frame")
        }
        return try await link.send(payload)
    }
}
