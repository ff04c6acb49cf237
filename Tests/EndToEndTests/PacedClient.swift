import Foundation

/// A client that asks at set moments, whether or not the answers come in time: what waits for its turn counts as late.
final class PacedClient: Sendable {
    struct Sample: Sendable {
        /// From the moment that the request was due until its answer was there.
        let latency: Duration
        /// The answer's `result`, if it is a number.
        let result: Int?
    }

    private let socket: RawSocket
    private let request: [UInt8]

    init(to address: String, port: UInt16, method: String) throws {
        socket = try RawSocket(from: "127.0.0.1", to: address, port: port)
        let body = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"#
        request = Array("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }

    /// Asks `count` times, once each `interval` from `start` on, on a thread of its own.
    func run(from start: ContinuousClock.Instant, every interval: Duration, count: Int) async throws -> [Sample] {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try self.ask(start, interval, count) }) }.start()
        }
    }

    private func ask(_ start: ContinuousClock.Instant, _ interval: Duration, _ count: Int) throws -> [Sample] {
        try (0..<count)
            .map { index in
                let due = start + interval * index
                let wait = due - ContinuousClock.now
                if wait > .zero { Thread.sleep(forTimeInterval: wait / .seconds(1)) }
                try socket.send(request)
                let result = try answer()
                return Sample(latency: ContinuousClock.now - due, result: result)
            }
    }

    /// Answers of the methods that are asked here have less than a thousand bytes and end with a brace.
    private func answer() throws -> Int? {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "}") {
            let more = socket.next()
            guard !more.isEmpty else { throw RawSocket.Failure(what: "answer", code: 0) }
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self).firstMatch(of: #/"result":(\d+)/#).flatMap { Int($0.1) }
    }
}
