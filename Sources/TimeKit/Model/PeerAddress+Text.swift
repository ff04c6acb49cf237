#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension PeerAddress: CustomStringConvertible, LosslessStringConvertible {
    /// Dotted decimal IPv4 or RFC 5952 IPv6 text; nil for anything else, host names among it.
    public init?(_ text: String) {
        var storage = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &storage) == 1 {
            self.init(octets: Array(storage.prefix(4)))
        } else if inet_pton(AF_INET6, text, &storage) == 1 {
            self.init(octets: storage)
        } else {
            return nil
        }
    }

    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = isIPv4 ? AF_INET : AF_INET6
        guard inet_ntop(family, octets, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension PeerEndpoint: CustomStringConvertible {
    /// `ip`, `ip:port`, `[ipv6]` or `[ipv6]:port`; `defaultPort` where the text has none.
    public init?(_ text: String, defaultPort: UInt16) {
        if let address = PeerAddress(text) {
            self.init(address: address, port: defaultPort)
            return
        }
        let host: Substring
        let rest: Substring
        if text.first == "[", let close = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<close]
            rest = text[text.index(after: close)...]
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            rest = text[colon...]
        } else {
            return nil
        }
        guard let address = PeerAddress(String(host)) else { return nil }
        if rest.isEmpty {
            self.init(address: address, port: defaultPort)
        } else if rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 {
            self.init(address: address, port: port)
        } else {
            return nil
        }
    }

    public var description: String { address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
