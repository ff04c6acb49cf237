public import TimeModel

/// An address that may leave the port to the network it is used on.
public struct EndpointSetting: Hashable, Sendable {
    public let address: PeerAddress
    public let port: UInt16?

    public init(address: PeerAddress, port: UInt16? = nil) {
        self.address = address
        self.port = port
    }

    public func endpoint(defaultPort: UInt16) -> PeerEndpoint {
        PeerEndpoint(address: address, port: port ?? defaultPort)
    }
}

extension EndpointSetting: LosslessStringConvertible {
    /// `ip`, `ip:port`, `[ipv6]` or `[ipv6]:port`; nil for anything else, host names among it.
    public init?(_ text: String) {
        guard let endpoint = PeerEndpoint(text, defaultPort: 0) else { return nil }
        self.init(address: endpoint.address, port: endpoint.port == 0 ? nil : endpoint.port)
    }

    public var description: String {
        port.map { PeerEndpoint(address: address, port: $0).description } ?? address.description
    }
}
