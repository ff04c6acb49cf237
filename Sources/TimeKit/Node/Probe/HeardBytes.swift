import Synchronization

/// What a peer sent first, between the transport's thread and the task that dials.
final class HeardBytes: Sendable {
    private let state = Mutex<[UInt8]>([])

    var bytes: [UInt8] { state.withLock { $0 } }

    func set(_ bytes: [UInt8]) { state.withLock { $0 = bytes } }
}
