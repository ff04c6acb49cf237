import NIOCore
import NIOPosix
import Synchronization
public import TimeModel

/// Opens connections to peers (`wire §2`).
public struct PeerDialer: Sendable {
    let group: MultiThreadedEventLoopGroup
    let identity: TLSIdentity
    let localAddress: PeerAddress?
    let allowsPlaintextFallback: Bool

    /// Connects within `TransportLimits.connect` and completes the TLS handshake within `TransportLimits.tlsHandshake`.
    /// The error's operation tells which of them failed. Ends early when the task is cancelled.
    ///
    /// - Parameter observer: Hears how the dial with TLS goes.
    public func dial(
        _ endpoint: PeerEndpoint, observer: DialObserver? = nil
    ) async throws(TransportError) -> PeerConnection {
        do throws(TransportError) {
            return try await connect(to: endpoint, isEncrypted: true, observer)
        } catch {
            guard allowsPlaintextFallback, error.operation == .handshake, error.code != .cancelled else { throw error }
            return try await connect(to: endpoint, isEncrypted: false, nil)
        }
    }

    private func connect(
        to endpoint: PeerEndpoint, isEncrypted: Bool, _ observer: DialObserver?
    ) async throws(TransportError) -> PeerConnection {
        let socket = DialledSocket()
        let result: Result<PeerConnection, TransportError> = await withTaskCancellationHandler {
            do throws(TransportError) {
                let opening = try await open(endpoint, isEncrypted: isEncrypted, socket, observer)
                return .success(try await Self.connection(opening, to: endpoint))
            } catch {
                return .failure(error)
            }
        } onCancel: {
            socket.cancel()
        }
        guard Task.isCancelled else { return try result.get() }
        throw TransportError(.cancelled, .connect, endpoint, reason: "cancelled")
    }

    private func open(
        _ endpoint: PeerEndpoint, isEncrypted: Bool, _ socket: DialledSocket, _ observer: DialObserver?
    ) async throws(TransportError) -> OpeningConnection {
        do {
            return try await bootstrap()
                .connect(to: try endpoint.socketAddress()) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        socket.set(channel)
                        if let observer {
                            try channel.pipeline.syncOperations.addHandler(DialObserverHandler(observer))
                        }
                        if isEncrypted { try channel.pipeline.syncOperations.addHandler(identity.clientHandler()) }
                        return try OpeningConnection(
                            channel, remote: endpoint, limit: TransportLimits.tlsHandshake, isPlaintext: !isEncrypted)
                    }
                }
        } catch {
            throw TransportError(error, .connect, endpoint)
        }
    }

    private static func connection(
        _ opening: OpeningConnection, to endpoint: PeerEndpoint
    ) async throws(TransportError) -> PeerConnection {
        do {
            return try await opening.ready.get()
        } catch {
            throw TransportError(error, .handshake, endpoint)
        }
    }

    private func bootstrap() throws -> ClientBootstrap {
        var bootstrap = ClientBootstrap(group: group).connectTimeout(TimeAmount(TransportLimits.connect))
            .channelOption(.writeBufferWaterMark, value: PeerSocketOptions.writeBuffer)
        for (option, value) in PeerSocketOptions.flags { bootstrap = bootstrap.channelOption(option, value: value) }
        if let localAddress {
            bootstrap = bootstrap.bind(to: try PeerEndpoint(address: localAddress, port: 0).socketAddress())
        }
        return bootstrap
    }
}
