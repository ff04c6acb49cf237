/// What of a node's state alerts depend on, at a moment.
package struct AlertReading: Hashable, Sendable {
    package var approved: Int
    package var whitelistedConnected: Int
    /// Blocks that the peers have and we don't.
    package var lag: UInt64
    package var isCircuitOpen: Bool
    package var isForked: Bool

    package init(
        approved: Int, whitelistedConnected: Int, lag: UInt64 = 0, isCircuitOpen: Bool = false,
        isForked: Bool = false
    ) {
        self.approved = approved
        self.whitelistedConnected = whitelistedConnected
        self.lag = lag
        self.isCircuitOpen = isCircuitOpen
        self.isForked = isForked
    }
}

/// What the process takes of its machine.
package struct ProcessUsage: Hashable, Sendable {
    /// Bytes of memory that are resident.
    package let residentBytes: UInt64
    /// Of all processors together, since the process began.
    package let processorTime: Duration
    /// How many processors the machine has.
    package let processors: Int

    package init(residentBytes: UInt64, processorTime: Duration, processors: Int) {
        self.residentBytes = residentBytes
        self.processorTime = processorTime
        self.processors = processors
    }
}
