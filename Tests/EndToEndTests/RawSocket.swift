import Foundation

/// A plain TCP connection between two loopback addresses.
///
/// Waits for what comes on threads of its own: those of tasks are few, and other tests need them.
final class RawSocket: Sendable {
    struct Failure: Error { let what: String, code: Int32 }

    private let descriptor: Int32

    /// - Parameter receiveBuffer: bytes that the kernel takes before anybody reads; nil for as many as it likes.
    init(from source: String, to target: String, port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var local = Self.address(source, port: 0)
        var remote = Self.address(target, port: port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &local) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard bound == 0 else { throw Failure(what: "bind", code: errno) }
        let connected = withUnsafePointer(to: &remote) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard connected == 0 else { throw Failure(what: "connect", code: errno) }
    }

    /// Takes connections in the kernel and never says anything on them.
    init(silentListenerAt address: String, port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var local = Self.address(address, port: port)
        let bound = withUnsafePointer(to: &local) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, listen(descriptor, 5) == 0 else { throw Failure(what: "listen", code: errno) }
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) throws {
        guard Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure(what: "send", code: errno)
        }
    }

    /// Sends however much it is; the other side may take its time.
    func sendAll(_ bytes: [UInt8]) async throws {
        try await onThread { Result { try self.put(bytes) } }.get()
    }

    private func put(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(what: "send", code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether the other side has closed, so that nothing more comes.
    var isClosed: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN)
    }

    /// Tells the other side that nothing more comes.
    func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// What comes next; nothing if the other side closed, or is silent for half a minute.
    func receive() async -> [UInt8] { await onThread { self.next() } }

    /// Whether `bytes` came before the other side closed.
    func receive(until bytes: [UInt8]) async -> Bool {
        await onThread { self.collect { $0.contains(bytes) }.contains(bytes) }
    }

    /// Everything until the other side closes, or for a minute if it doesn't.
    func receiveToEnd() async -> [UInt8] { await onThread { self.collect { _ in false } } }

    /// As `receive`, on the thread that calls.
    func next() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return Array(buffer.prefix(max(count, 0)))
    }

    private func collect(until isEnough: ([UInt8]) -> Bool) -> [UInt8] {
        let end = ContinuousClock.now + .seconds(60)
        var all: [UInt8] = []
        while !isEnough(all), ContinuousClock.now < end {
            let bytes = next()
            guard !bytes.isEmpty else { break }
            all += bytes
        }
        return all
    }

    func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: body()) }.start()
        }
    }

    private static func address(_ text: String, port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, text, &address.sin_addr)
        return address
    }
}
