public import TimeModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The addresses of this machine's interfaces.
public enum LocalAddresses {
    public static func all() -> Set<PeerAddress> {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var addresses: Set<PeerAddress> = []
        var next = list
        while let entry = next?.pointee {
            if let address = entry.ifa_addr.flatMap(address) { addresses.insert(address) }
            next = entry.ifa_next
        }
        return addresses
    }

    private static func address(_ socketAddress: UnsafeMutablePointer<sockaddr>) -> PeerAddress? {
        let raw = UnsafeRawPointer(socketAddress)
        switch Int32(socketAddress.pointee.sa_family) {
        case AF_INET:
            return withUnsafeBytes(of: raw.load(as: sockaddr_in.self).sin_addr) { PeerAddress(octets: Array($0)) }
        case AF_INET6:
            return withUnsafeBytes(of: raw.load(as: sockaddr_in6.self).sin6_addr) { PeerAddress(octets: Array($0)) }
        default: return nil
        }
    }
}
