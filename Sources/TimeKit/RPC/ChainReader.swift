import Dispatch

/// Runs what waits for the disk on a thread of its own, one after the other: however many ask, the node keeps its
/// threads, and the store its other readers.
actor ChainReader {
    private final class Executor: SerialExecutor {
        private let queue = DispatchQueue(label: "timed.rpc")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
        }
    }

    private let executor = Executor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func read<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value { try body() }
}
