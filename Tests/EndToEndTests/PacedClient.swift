import Foundation
import Synchronization

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

    /// Asks `count` times, once each `interval` from `start` on.
    func run(from start: ContinuousClock.Instant, every interval: Duration, count: Int) async throws -> [Sample] {
        let timer = DispatchSource.makeTimerSource(flags: .strict, queue: DispatchQueue(label: "paced client"))
        timer.schedule(
            deadline: .now() + (start - ContinuousClock.now) / .seconds(1), repeating: interval / .seconds(1),
            leeway: .nanoseconds(0))
        let samples = Mutex<[Sample]>([])
        return try await withCheckedThrowingContinuation { continuation in
            timer.setEventHandler {
                let outcome = samples.withLock { samples in
                    Result {
                        while samples.count < count, start + interval * samples.count <= ContinuousClock.now {
                            samples.append(try self.ask(due: start + interval * samples.count))
                        }
                        return samples
                    }
                }
                if case .success(let samples) = outcome, samples.count < count { return }
                timer.cancel()
                continuation.resume(with: outcome)
            }
            timer.activate()
        }
    }

    private func ask(due: ContinuousClock.Instant) throws -> Sample {
        try socket.send(request)
        let result = try answer()
        return Sample(latency: ContinuousClock.now - due, result: result)
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
