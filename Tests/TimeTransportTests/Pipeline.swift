import NIOCore
import NIOEmbedded
import TimeModel
import TimeTransport

/// A connection's pipeline without a socket, with the clock and the socket's state in hand.
enum Pipeline {
    static func opened(
        writeStallLimit: Duration? = nil, behind handler: (@Sendable () -> any ChannelHandler)? = nil
    ) async throws -> (NIOAsyncTestingChannel, PeerLink) {
        let channel = NIOAsyncTestingChannel()
        let link = try await channel.testingEventLoop.executeInContext {
            if let handler { try channel.pipeline.syncOperations.addHandler(handler()) }
            return try PeerLink(completing: channel, remote: try Loopback.endpoint())
        }
        try await channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).get()
        link.open(writeStallLimit: writeStallLimit)
        await channel.testingEventLoop.run()
        return (channel, link)
    }
}
