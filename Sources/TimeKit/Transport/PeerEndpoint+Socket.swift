import NIOCore
import TimeModel

extension PeerEndpoint {
    /// Nil for no address, or one that isn't IP.
    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress, let port = address?.port, let address = PeerAddress(text) else {
            return nil
        }
        self.init(address: address, port: UInt16(clamping: port))
    }

    func socketAddress() throws -> SocketAddress {
        try SocketAddress(ipAddress: String(describing: address), port: Int(port))
    }
}
