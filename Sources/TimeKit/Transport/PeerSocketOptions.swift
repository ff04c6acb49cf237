import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The options of every socket to a peer, accepted or dialled (`wire §2.1`).
enum PeerSocketOptions {
    static let flags: [(option: ChannelOptions.Types.SocketOption, value: Int)] = [
        (.init(level: .tcp, name: .tcp_nodelay), 1),
        (.init(level: .socket, name: .so_keepalive), 1),
        (.init(level: .tcp, name: .init(rawValue: TCP_KEEPIDLE)), TransportLimits.keepaliveIdle),
        (.init(level: .tcp, name: .init(rawValue: TCP_KEEPINTVL)), TransportLimits.keepaliveInterval),
    ]

    static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(
        low: TransportLimits.writeBufferLow, high: TransportLimits.writeBufferFull)
}
