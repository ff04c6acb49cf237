package import NIOCore
import TimeWire

/// What one connection has to send: one frame that is being handed to TLS slice by slice, and the calls that wait for
/// their turn with a frame each.
package struct SendQueue {
    package struct Waiter: Sendable {
        let ticket: Ticket
        let payload: [UInt8]
        /// Hears when the frame was handed over.
        private let continuation: CheckedContinuation<ContinuousClock.Instant, any Error>
        /// Ends the wait; nil: the frame waits for its turn however long that takes.
        var patience: Scheduled<Void>?

        package init(
            ticket: Ticket, payload: [UInt8], continuation: CheckedContinuation<ContinuousClock.Instant, any Error>
        ) {
            self.ticket = ticket
            self.payload = payload
            self.continuation = continuation
        }

        func begin() {
            patience?.cancel()
            continuation.resume(returning: .now)
        }

        func fail(_ error: any Error) {
            patience?.cancel()
            continuation.resume(throwing: error)
        }
    }

    private var waiting = CircularBuffer<Waiter>()
    private var payload: [UInt8] = []
    /// Bytes of the frame already handed over, its header included.
    private var position = 0
    private(set) var isSending = false

    package init() {}

    package var waitingCount: Int { waiting.count }

    package mutating func append(_ waiter: Waiter) { waiting.append(waiter) }

    /// The next bytes to write, and the waiting call that has its turn with them, if one begins. At the end of a frame
    /// `isSending` is false again.
    package mutating func nextSlice(_ allocator: ByteBufferAllocator) -> (bytes: ByteBuffer, begun: Waiter?)? {
        var begun: Waiter?
        if !isSending {
            guard let waiter = waiting.popFirst() else { return nil }
            (payload, position, isSending) = (waiter.payload, 0, true)
            begun = waiter
        }
        var slice = allocator.buffer(
            capacity: min(payload.count + Frame.headerSize - position, TransportLimits.writeSlice))
        if position == 0 {
            slice.writeInteger(UInt32(truncatingIfNeeded: payload.count))
            position = Frame.headerSize
        }
        let start = position - Frame.headerSize
        let end = min(payload.count, start + TransportLimits.writeSlice - slice.readableBytes)
        slice.writeBytes(payload[start..<end])
        position = end + Frame.headerSize
        if end == payload.count { (payload, isSending) = ([], false) }
        return (slice, begun)
    }

    /// The call with this ticket, if it is still waiting.
    package mutating func remove(_ ticket: Ticket) -> Waiter? {
        waiting.firstIndex { $0.ticket === ticket }.map { waiting.remove(at: $0) }
    }

    /// Ends every waiting call; the frame that is being sent goes on.
    package mutating func failWaiting(_ error: any Error) {
        while let waiter = waiting.popFirst() { waiter.fail(error) }
    }
}
