import Logging
import TimeRPC

/// RPC that is answered from the daemon's first moment to its last.
struct RPCRun: Sendable {
    let server: RPCServer
    let url: String
    let logger: Logger

    /// - Throws: what `body` throws, or why nobody can connect.
    func run(_ body: @Sendable () async throws -> Void) async throws {
        let listening = AsyncStream<Void>.makeStream()
        let ending = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { listening.continuation.finish() }
                try await server.run(until: ending.stream) {
                    logger.info("answering RPC", metadata: ["url": "\(url)"])
                    listening.continuation.yield()
                }
            }
            guard await listening.stream.contains(where: { true }) else { return try await group.waitForAll() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            ending.continuation.finish()
            try await group.waitForAll()
            try outcome.get()
        }
    }
}
