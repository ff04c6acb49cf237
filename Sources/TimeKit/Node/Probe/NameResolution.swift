import Dispatch
import Synchronization
public import TimeModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What a host's name stands for, by the system's name service.
public struct NameResolution: Hashable, Sendable {
    /// IPv4 first: the network's peers know each other by it (`wire §1`).
    public let addresses: [PeerAddress]
    /// Why there are none.
    public let complaint: String

    /// Looks a name up on a thread of its own; an address stands for itself.
    public static func of(_ host: String, within patience: Duration) async -> NameResolution {
        if let address = PeerAddress(host) { return NameResolution(addresses: [address], complaint: "") }
        return await withCheckedContinuation { continuation in
            let answer = Once(continuation)
            let queue = DispatchQueue.global()
            queue.async { answer.give(lookUp(host)) }
            queue.asyncAfter(deadline: .now() + patience / .seconds(1)) {
                answer.give(NameResolution(addresses: [], complaint: "the name service doesn't answer"))
            }
        }
    }

    private static func lookUp(_ host: String) -> NameResolution {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { return NameResolution(addresses: [], complaint: String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var addresses: [PeerAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(entry), !addresses.contains(address) { addresses.append(address) }
            next = entry.ai_next
        }
        return NameResolution(
            addresses: addresses.filter(\.isIPv4) + addresses.filter { !$0.isIPv4 }, complaint: "it has no address")
    }

    private static func address(_ entry: addrinfo) -> PeerAddress? {
        guard let raw = entry.ai_addr.map({ UnsafeRawPointer($0) }) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return withUnsafeBytes(of: raw.load(as: sockaddr_in.self).sin_addr) { PeerAddress(octets: Array($0)) }
        case AF_INET6:
            return withUnsafeBytes(of: raw.load(as: sockaddr_in6.self).sin6_addr) { PeerAddress(octets: Array($0)) }
        default: return nil
        }
    }
}

/// The first of two answers.
private final class Once: Sendable {
    private let continuation: Mutex<CheckedContinuation<NameResolution, Never>?>

    init(_ continuation: CheckedContinuation<NameResolution, Never>) { self.continuation = Mutex(continuation) }

    func give(_ answer: NameResolution) {
        continuation.withLock { $0.take() }?.resume(returning: answer)
    }
}
