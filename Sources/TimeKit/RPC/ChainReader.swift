import TimeNode

/// Runs what waits for the disk on a thread of its own, one after the other: however many ask, the node keeps its
/// threads, and the store its other readers.
actor ChainReader {
    private let executor = QueueExecutor(label: "timed.rpc")

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func read<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value { try body() }
}
