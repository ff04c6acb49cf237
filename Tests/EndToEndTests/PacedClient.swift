import Foundation

/// A client that asks at set moments, whether or not the answers come in time: what waits for its turn counts as late.
final class PacedClient: Sendable {
    struct Answer: Sendable {
        /// From the moment that the request was due until its answer was there.
        let latency: Duration
        fileprivate let bytes: [UInt8]

        /// Its `result`, if that is a number.
        var result: Int? {
            String(decoding: bytes, as: UTF8.self).firstMatch(of: #/"result":(\d+)/#).flatMap { Int($0.1) }
        }
    }

    private let socket: RawSocket
    private let request: [UInt8]

    init(to address: String, port: UInt16, method: String) throws {
        socket = try RawSocket(from: "127.0.0.1", to: address, port: port)
        let body = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"#
        request = Array("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }

    /// Asks `count` times, once each `interval` from `start` on, on a thread of its own that nothing else has to wake.
    func run(from start: ContinuousClock.Instant, every interval: Duration, count: Int) async throws -> [Answer] {
        try await socket.onThread {
            Result {
                try (0..<count)
                    .map { index in
                        let due = start + interval * index
                        Self.wait(until: due)
                        return try self.ask(due: due)
                    }
            }
        }
        .get()
    }

    private static func wait(until due: ContinuousClock.Instant) {
        let rest = (due - ContinuousClock.now) / .seconds(1)
        guard rest > 0 else { return }
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + rest)
    }

    /// Answers of the methods that are asked here have less than a thousand bytes and end with a brace.
    private func ask(due: ContinuousClock.Instant) throws -> Answer {
        try socket.send(request)
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "}") {
            let more = socket.next()
            guard !more.isEmpty else { throw RawSocket.Failure(what: "answer", code: 0) }
            bytes += more
        }
        return Answer(latency: ContinuousClock.now - due, bytes: bytes)
    }
}
