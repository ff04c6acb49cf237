import Synchronization

/// Room for the bodies of requests that are being read: all clients together can't fill the memory.
final class BodyBudget: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Nil if there is no room now.
    func take(_ size: Int) -> Share? {
        let hasRoom = taken.withLock { taken in
            guard taken + size <= limit else { return false }
            taken += size
            return true
        }
        return hasRoom ? Share(budget: self, size: size) : nil
    }

    /// Room that is given back with the object.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let size: Int

        fileprivate init(budget: BodyBudget, size: Int) {
            self.budget = budget
            self.size = size
        }

        deinit { budget.taken.withLock { $0 -= size } }
    }
}
