import NIOCore
import Synchronization

/// The inputs of one connection between the event loop, which puts them in, and their consumer. It is bounded by count
/// and by bytes: the event loop asks for room before it takes the next frame apart, and hears when there is room again.
package final class Inbox: Sendable {
    private struct State {
        var isOpen = false
        var inputs = CircularBuffer<(arrival: PeerArrival, cost: Int)>()
        var bytes = 0
        /// The event loop was told that there is no room.
        var isAwaitingRoom = false
        /// What comes after the last input: nil, or what the connection failed with.
        var end: End?
        var waiting: [Waiter] = []
    }

    private struct Waiter {
        let ticket: Ticket
        let continuation: CheckedContinuation<PeerArrival?, any Error>
    }

    private typealias End = Result<PeerArrival?, any Error>

    private let state = Mutex(State())

    package init() {}

    // MARK: The event loop's side

    /// False before the consumer starts, and while it has enough to do; `whenRoom` of `next` follows then.
    package func hasRoom() -> Bool {
        state.withLock { state in
            let hasRoom =
                state.isOpen && state.inputs.count < TransportLimits.undeliveredFrames
                && state.bytes < TransportLimits.undeliveredBytes
            state.isAwaitingRoom = !hasRoom
            return hasRoom
        }
    }

    func offer(_ arrival: PeerArrival, size: Int) {
        let waiter: Waiter? = state.withLock { state in
            if state.end != nil { return nil }
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            let cost = size + TransportLimits.frameOverhead
            state.inputs.append((arrival, cost))
            state.bytes += cost
            return nil
        }
        waiter?.continuation.resume(returning: arrival)
    }

    /// No input comes after those that are here.
    package func finish(_ error: TransportError? = nil) {
        let end: End = error.map { .failure($0) } ?? .success(nil)
        let waiting: [Waiter] = state.withLock { state in
            guard state.end == nil else { return [] }
            state.end = end
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(with: end) }
    }

    // MARK: The consumer's side

    package func open() { state.withLock { $0.isOpen = true } }

    /// Drops what is here; nothing comes any more.
    package func abandon() {
        finish()
        state.withLock { state in
            state.inputs.removeAll()
            state.bytes = 0
        }
    }

    package var undelivered: (count: Int, bytes: Int) { state.withLock { ($0.inputs.count, $0.bytes) } }

    /// Nil at the end. Throws what the connection failed with, or `CancellationError`. `whenRoom` is called when the
    /// event loop was told that there is no room, and half of it is free again.
    package func next(whenRoom: @Sendable () -> Void) async throws -> PeerArrival? {
        try Task.checkCancellation()
        let ticket = Ticket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiter = Waiter(ticket: ticket, continuation: continuation)
                let (result, hasRoomAgain) = state.withLock { Self.take(&$0, or: waiter) }
                if hasRoomAgain { whenRoom() }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter: Waiter? = state.withLock { state in
                ticket.cancel()
                return state.waiting.firstIndex { $0.ticket === ticket }.map { state.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private static func take(_ state: inout State, or waiter: Waiter) -> (result: End?, hasRoomAgain: Bool) {
        if let (arrival, cost) = state.inputs.popFirst() {
            state.bytes -= cost
            let hasRoomAgain =
                state.isAwaitingRoom && state.inputs.count <= TransportLimits.undeliveredFrames / 2
                && state.bytes <= TransportLimits.undeliveredBytes / 2
            if hasRoomAgain { state.isAwaitingRoom = false }
            return (.success(arrival), hasRoomAgain)
        }
        if let end = state.end { return (end, false) }
        if waiter.ticket.isCancelled { return (.failure(CancellationError()), false) }
        state.waiting.append(waiter)
        return (nil, false)
    }
}
