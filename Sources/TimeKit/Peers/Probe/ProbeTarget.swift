public import TimeModel

/// Whom to probe: an address or a name, and a port.
public struct ProbeTarget: Hashable, Sendable {
    /// As it was given.
    public let text: String
    public let host: String
    public let port: UInt16

    public init(_ endpoint: PeerEndpoint, text: String? = nil) {
        self.text = text ?? "\(endpoint)"
        host = "\(endpoint.address)"
        port = endpoint.port
    }

    /// `HOST`, `HOST:PORT`, an IPv6 address, or one in brackets with a port behind; nil for anything else.
    public init?(_ text: String, defaultPort: UInt16) {
        if let endpoint = PeerEndpoint(text, defaultPort: defaultPort) {
            self.init(endpoint, text: text)
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first, !host.isEmpty else { return nil }
        var port = defaultPort
        if parts.count == 2 {
            guard let number = UInt16(parts[1]), number > 0 else { return nil }
            port = number
        }
        self.init(host: String(host), port: port, text: text)
    }

    /// Nil for a host that is neither an address nor a name.
    public init?(host: String, port: UInt16, text: String) {
        guard PeerAddress(host) != nil || Self.isName(host[...]) else { return nil }
        self.text = text
        self.host = host
        self.port = port
    }

    /// The address, if no name has to be looked up.
    public var address: PeerAddress? { PeerAddress(host) }

    /// Letters, digits, hyphens and dots, and not digits and dots alone: that is an address gone wrong.
    private static func isName(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isWellFormed = labels.enumerated()
            .allSatisfy { index, label in
                let isEnd = label.isEmpty && index == labels.count - 1 && index > 0
                return isEnd || (1...63).contains(label.count) && label.first != "-" && label.last != "-"
            }
        return text.utf8.count <= 253 && isWellFormed
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
            && !text.allSatisfy { $0.isNumber || $0 == "." }
    }
}
