package import NIOCore

extension FrameHandler {
    package var isClosing: Bool {
        if case .closing = phase { true } else { false }
    }

    /// Lets what was sent go out, ends our side, and waits for the peer's end while dropping what still comes: closing
    /// over unread bytes would reset the connection and take the last frame (a notice, say) with it. Bounded by
    /// `TransportLimits.closing`; `promise` succeeds in any case.
    package func close(_ promise: EventLoopPromise<Void>) {
        inbox.abandon()
        dropInput()
        switch phase {
        case .closed:
            promise.succeed()
        case .closing(let first, _):
            first.futureResult.cascade(to: promise)
        case .open:
            guard let context, context.channel.isActive else { return promise.succeed() }
            let deadline = context.eventLoop.assumeIsolated()
                .scheduleTask(
                    in: TimeAmount(TransportLimits.closing)
                ) {
                    context.close(promise: nil)
                }
            phase = .closing(promise, deadline: deadline)
            sendQueue.failWaiting(closedError)
            context.read()
            endOutputIfSent()
        }
    }

    /// Ends our side once the last frame was written; the channel sends what it holds before it ends.
    func endOutputIfSent() {
        guard case .closing = phase, !sendQueue.isSending, !hasEndedOutput, let context else { return }
        hasEndedOutput = true
        context.close(mode: .output, promise: nil)
    }
}
