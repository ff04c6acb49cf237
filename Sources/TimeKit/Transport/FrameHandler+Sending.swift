import NIOCore
import NIOSSL
import TimeWire

extension FrameHandler {
    /// Takes a payload of at most 8 MiB. The call ends when the frame's turn has come.
    package func send(_ waiter: SendQueue.Waiter) {
        guard case .open = phase, context != nil else {
            return waiter.fail(failure ?? closedError)
        }
        if waiter.ticket.isCancelled { return waiter.fail(CancellationError()) }
        sendQueue.append(waiter)
        write()
    }

    /// The same, with the code `busy` if the turn doesn't come within `TransportLimits.writeStall`, and from then on at
    /// once until the peer takes something.
    package func offer(_ waiter: SendQueue.Waiter) {
        if isStuck, case .open = phase { return waiter.fail(busyError) }
        var waiter = waiter
        let ticket = waiter.ticket
        waiter.patience = context?.eventLoop.assumeIsolated()
            .scheduleTask(in: TimeAmount(TransportLimits.writeStall)) {
                self.isStuck = true
                self.sendQueue.remove(ticket)?.fail(self.busyError)
            }
        send(waiter)
    }

    package func cancelSend(_ ticket: Ticket) { sendQueue.remove(ticket)?.fail(CancellationError()) }

    /// Writes while the socket takes bytes.
    func write() {
        guard let context, !isWriting else { return }
        isWriting = true
        while context.channel.isWritable, let slice = sendQueue.nextSlice(context.channel.allocator) {
            trafficCount.add(sent: slice.bytes.readableBytes)
            context.writeAndFlush(wrapOutboundOut(slice.bytes), promise: nil)
            slice.begun?.begin()
            isStuck = false
        }
        isWriting = false
        if !context.channel.isWritable { watchForStall(context) }
        endOutputIfSent()
    }

    func setWriteStallLimit(_ limit: TimeAmount?) {
        writeStallLimit = limit
        writeStallTimer?.cancel()
        writeStallTimer = nil
        if let context, !context.channel.isWritable { watchForStall(context) }
    }

    private func watchForStall(_ context: ChannelHandlerContext) {
        guard let limit = writeStallLimit, writeStallTimer == nil, context.channel.isActive else { return }
        writeStallTimer = context.eventLoop.assumeIsolated()
            .scheduleTask(in: limit) {
                self.failure = TransportError(
                    .writeStalled, .send, self.remote,
                    reason: "the peer took nothing for \(limit.nanoseconds / 1_000_000_000) s")
                self.sendQueue.failWaiting(self.failure ?? self.closedError)
                context.close(promise: nil)
            }
    }

    var closedError: TransportError {
        TransportError(.closed, .send, remote, reason: "the connection is closed")
    }

    private var busyError: TransportError {
        TransportError(.busy, .send, remote, reason: "the peer takes other frames, or nothing")
    }

    static func isUncleanEnd(_ error: any Error) -> Bool {
        error as? NIOSSLError == .uncleanShutdown || error is NIOSSLCloseTimedOutError
    }
}
