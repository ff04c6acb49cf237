import NIOCore
import Synchronization

/// The server's connections. When there are as many as may be, the one that has asked nothing for longest makes room.
final class ConnectionTable: Sendable {
    private struct Content {
        var open: [ObjectIdentifier: any Channel] = [:]
        /// Those whose request isn't there yet, by when they began to wait for it.
        var waiting: [ObjectIdentifier: UInt64] = [:]
        var next: UInt64 = 0

        mutating func wait(_ id: ObjectIdentifier) {
            waiting[id] = next
            next += 1
        }
    }

    private let content = Mutex(Content())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func open(_ channel: any Channel) {
        let superfluous = content.withLock { content -> (any Channel)? in
            let oldest = content.waiting.min { $0.value < $1.value }
            let id = ObjectIdentifier(channel)
            content.open[id] = channel
            content.wait(id)
            // One less than the limit, at which no more are accepted.
            guard content.open.count >= limit, let oldest else { return nil }
            content.waiting[oldest.key] = nil
            return content.open[oldest.key]
        }
        superfluous?.close(promise: nil)
    }

    /// A whole request is there, and is being answered.
    func asked(_ channel: any Channel) {
        content.withLock { _ = $0.waiting.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// The answer is in the client's hands.
    func answered(_ channel: any Channel) { content.withLock { $0.wait(ObjectIdentifier(channel)) } }

    func closed(_ channel: any Channel) {
        content.withLock {
            $0.open[ObjectIdentifier(channel)] = nil
            $0.waiting[ObjectIdentifier(channel)] = nil
        }
    }
}
