package import NIOCore
package import TimeModel

/// One connection's socket, and the way to it from other threads. Closes the socket when nobody holds it any more.
package final class PeerLink: Sendable {
    package let channel: any Channel
    package let inbox: Inbox
    package let handler: NIOLoopBound<FrameHandler>
    package let trafficCount: TrafficCount

    /// Completes the pipeline of `channel`, on its event loop.
    package init(completing channel: any Channel, remote: PeerEndpoint?) throws {
        let inbox = Inbox()
        let socketClock = SocketClock()
        try channel.pipeline.syncOperations.addHandler(socketClock, position: .first)
        let handler = FrameHandler(inbox: inbox, remote: remote, socketClock: socketClock)
        try channel.pipeline.syncOperations.addHandler(handler)
        self.channel = channel
        self.inbox = inbox
        trafficCount = handler.trafficCount
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    deinit { channel.close(promise: nil) }

    /// Lets input in.
    package func open(writeStallLimit: Duration?) {
        inbox.open()
        setWriteStallLimit(writeStallLimit)
        channel.eventLoop.execute { [handler] in handler.value.roomAvailable() }
    }

    package func next() async throws -> PeerArrival? {
        try await inbox.next { [channel, handler] in
            channel.eventLoop.execute { handler.value.roomAvailable() }
        }
    }

    /// From now on the connection of a peer that takes nothing is closed after this long; nil: never.
    package func setWriteStallLimit(_ limit: Duration?) {
        let limit = limit.map { TimeAmount($0) }
        channel.eventLoop.execute { [handler] in handler.value.setWriteStallLimit(limit) }
    }

    /// - Parameter mayBeLeftOut: The call throws the code `busy` if the frame's turn doesn't come in time.
    @discardableResult
    package func send(_ payload: [UInt8], mayBeLeftOut: Bool = false) async throws -> ContinuousClock.Instant {
        try Task.checkCancellation()
        let ticket = Ticket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiter = SendQueue.Waiter(ticket: ticket, payload: payload, continuation: continuation)
                channel.eventLoop.execute { [handler] in
                    if mayBeLeftOut { handler.value.offer(waiter) } else { handler.value.send(waiter) }
                }
            }
        } onCancel: {
            ticket.cancel()
            channel.eventLoop.execute { [handler] in handler.value.cancelSend(ticket) }
        }
    }

    /// Ends after the socket is closed, cancelled or not.
    package func close() async {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        channel.eventLoop.execute { [handler] in handler.value.close(promise) }
        try? await promise.futureResult.get()
    }
}
