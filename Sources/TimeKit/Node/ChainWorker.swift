import CMalloc
import Dispatch
import TimeChain
import TimeModel

/// Runs the store's writes one after the other on a thread of their own, so that no peer's session waits for the disk.
final class ChainWorker: Sendable {
    private let store: ChainStore
    private let queue = DispatchQueue(label: "timed.chain")

    init(store: ChainStore) { self.store = store }

    func connect(_ blocks: [PreparedBlock], at wallClock: UnixTime) async throws -> ConnectOutcome {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [store] in
                continuation.resume(with: Result { try store.connect(blocks, now: wallClock) })
            }
        }
    }

    /// Gives back the memory that catching up took, once it is over.
    func settle() {
        queue.async { [store] in
            store.releaseMemory()
            cmalloc_trim()
        }
    }
}
