import NIOCore
import Synchronization

/// The accepted sockets before the end of their TLS handshake, oldest first. One too many closes the oldest.
final class EarlySockets: Sendable {
    private let limit: Int
    private let sockets = Mutex<[any Channel]>([])

    init(limit: Int) { self.limit = limit }

    func insert(_ socket: any Channel) {
        let oldest: (any Channel)? = sockets.withLock { sockets in
            sockets.append(socket)
            return sockets.count > limit ? sockets.removeFirst() : nil
        }
        oldest?.close(promise: nil)
    }

    func remove(_ socket: any Channel) {
        sockets.withLock { sockets in
            if let index = sockets.firstIndex(where: { $0 === socket }) { sockets.remove(at: index) }
        }
    }

    func closeAll() {
        for socket in sockets.withLock({ $0 }) { socket.close(promise: nil) }
    }
}
