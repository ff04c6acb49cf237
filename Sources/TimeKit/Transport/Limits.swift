/// Every number of the transport floor: what it counts, and why it is that much.
public enum TransportLimits {
    /// A TCP connect takes at most this long; upstream gives up as late (`wire §2.1`).
    package static let connect: Duration = .seconds(10)
    /// From accept (or from the end of our TCP connect) to the end of the TLS handshake. Upstream sets none; without
    /// one a silent socket would stay for ever.
    package static let tlsHandshake: Duration = .seconds(10)
    /// Bytes that an observed dial tells of: a TLS server's choice of cipher ends within 78.
    package static let observedBytes = 96
    /// Accepted sockets that may be before the end of their TLS handshake at the same time. One more drops the oldest,
    /// so that whoever opens sockets and stays silent can't keep others out.
    package static let earlySockets = 128
    /// Connections that are ready and not yet taken by `PeerListener.run`; one more is closed.
    package static let handOver = 64
    /// How long a listening socket rests that can't accept, until something may have been closed.
    package static let acceptPause: Duration = .seconds(1)
    /// Pending connections that the kernel keeps for a listening socket.
    package static let backlog: Int32 = 256

    /// Seconds of silence until the kernel's first keepalive probe (`wire §2.1`).
    package static let keepaliveIdle: Int = 30
    /// Seconds between keepalive probes (`wire §2.1`).
    package static let keepaliveInterval: Int = 10

    /// Inputs of one connection that wait for their consumer; reading stops beyond.
    package static let undeliveredFrames = 32
    /// Bytes of one connection that wait for their consumer; reading stops beyond. The frame that crosses the line is
    /// kept, so one connection costs at most this, one frame of 8 MiB, and the frame that is being received.
    package static let undeliveredBytes = 1_048_576
    /// What a decoded message costs besides its payload, so that tiny frames count as well.
    package static let frameOverhead = 256

    /// Bytes of a frame that are handed to TLS at a time: four TLS records. More would only be kept twice.
    package static let writeSlice = 65_536
    /// Unsent bytes of one connection at which sending waits: enough for the socket never to run dry.
    package static let writeBufferFull = 131_072
    /// Unsent bytes of one connection at which sending goes on.
    package static let writeBufferLow = 65_536
    /// A peer that takes nothing of what waits for it is closed after this long; from one that stays nevertheless, frames
    /// that may be left out are, when they have waited for as long.
    public static let writeStall: Duration = .seconds(60)

    /// How long a close may take to get rid of what was sent and to see the peer's end. Short of the 10 s in which the
    /// daemon ends.
    package static let closing: Duration = .seconds(3)
    /// How long a TLS connection waits for the peer's close_notify; peers don't send one (`wire §2.1`).
    package static let tlsShutdown: Duration = .seconds(1)
}
