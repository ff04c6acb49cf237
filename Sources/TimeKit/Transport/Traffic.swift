import Synchronization

/// Bytes that one connection has carried, frames with their headers, without what TLS adds.
package struct Traffic: Hashable, Sendable {
    package let received: UInt64
    package let sent: UInt64

    package init(received: UInt64, sent: UInt64) {
        self.received = received
        self.sent = sent
    }

    package static let none = Traffic(received: 0, sent: 0)

    package static func + (left: Traffic, right: Traffic) -> Traffic {
        Traffic(received: left.received + right.received, sent: left.sent + right.sent)
    }
}

/// Counts on the event loop and is read from anywhere.
package final class TrafficCount: Sendable {
    private let received = Atomic<UInt64>(0)
    private let sent = Atomic<UInt64>(0)

    package init() {}

    package var traffic: Traffic {
        Traffic(received: received.load(ordering: .relaxed), sent: sent.load(ordering: .relaxed))
    }

    func add(received bytes: Int) { received.wrappingAdd(UInt64(clamping: bytes), ordering: .relaxed) }

    func add(sent bytes: Int) { sent.wrappingAdd(UInt64(clamping: bytes), ordering: .relaxed) }
}
