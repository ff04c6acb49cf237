import CProcess
import Dispatch
import TimeChain
import TimeModel

/// Runs the store's writes one after the other on a thread of their own, so that no peer's session waits for the disk.
final class ChainWorker: Sendable {
    private let store: ChainStore
    private let queue = DispatchQueue(label: "timed.chain")

    init(store: ChainStore) { self.store = store }

    /// - Returns: the outcome, and what it took of this thread's processor time and by the clock.
    func connect(
        _ blocks: [PreparedBlock], at wallClock: UnixTime
    ) async throws -> (outcome: ConnectOutcome, processor: Duration, elapsed: Duration) {
        try await run { store in
            let clock = ContinuousClock()
            let start = (ProcessorTime.ofThread(), clock.now)
            let outcome = try store.connect(blocks, now: wallClock)
            return (outcome, ProcessorTime.ofThread() - start.0, clock.now - start.1)
        }
    }

    func reorganise(
        from tip: BlockHash, downTo ancestor: Height, _ branch: [PreparedBlock], at wallClock: UnixTime
    ) async throws -> ReorganisationOutcome {
        try await run { try $0.reorganise(from: tip, downTo: ancestor, branch, now: wallClock) }
    }

    /// Nil if the chain ends below.
    func hashes(of heights: ClosedRange<Height>) async throws -> [BlockHash]? {
        try await run { store in
            var hashes: [BlockHash] = []
            var height = heights.lowerBound
            while height <= heights.upperBound {
                guard let hash = try store.blockHash(at: height) else { return nil }
                hashes.append(hash)
                height = height.next
            }
            return hashes
        }
    }

    private func run<Value: Sendable>(_ body: @escaping @Sendable (ChainStore) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [store] in continuation.resume(with: Result { try body(store) }) }
        }
    }

    /// Gives back the memory that catching up took, once it is over.
    func settle() {
        queue.async { [store] in
            store.releaseMemory()
            cprocess_trim_heap()
        }
    }
}
