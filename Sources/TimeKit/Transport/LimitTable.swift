// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum TransportLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "transport.connect", TransportLimits.connect,
            "A TCP connect takes at most this long; upstream gives up as late (`wire §2.1`)."),
        Limit(
            "transport.tlsHandshake", TransportLimits.tlsHandshake,
            "From accept (or from the end of our TCP connect) to the end of the TLS handshake. Upstream sets none; without one a silent socket would stay for ever."),
        Limit(
            "transport.observedBytes", TransportLimits.observedBytes,
            "Bytes that an observed dial tells of: a TLS server's choice of cipher ends within 78."),
        Limit(
            "transport.earlySockets", TransportLimits.earlySockets,
            "Accepted sockets that may be before the end of their TLS handshake at the same time. One more drops the oldest, so that whoever opens sockets and stays silent can't keep others out."),
        Limit(
            "transport.handOver", TransportLimits.handOver,
            "Connections that are ready and not yet taken by `PeerListener.run`; one more is closed."),
        Limit(
            "transport.acceptPause", TransportLimits.acceptPause,
            "How long a listening socket rests that can't accept, until something may have been closed."),
        Limit(
            "transport.backlog", TransportLimits.backlog,
            "Pending connections that the kernel keeps for a listening socket."),
        Limit(
            "transport.keepaliveIdle", TransportLimits.keepaliveIdle,
            "Seconds of silence until the kernel's first keepalive probe (`wire §2.1`)."),
        Limit(
            "transport.keepaliveInterval", TransportLimits.keepaliveInterval,
            "Seconds between keepalive probes (`wire §2.1`)."),
        Limit(
            "transport.undeliveredFrames", TransportLimits.undeliveredFrames,
            "Inputs of one connection that wait for their consumer; reading stops beyond."),
        Limit(
            "transport.undeliveredBytes", TransportLimits.undeliveredBytes,
            "Bytes of one connection that wait for their consumer; reading stops beyond. The frame that crosses the line is kept, so one connection costs at most this, one frame of 8 MiB, and the frame that is being received."),
        Limit(
            "transport.frameOverhead", TransportLimits.frameOverhead,
            "What a decoded message costs besides its payload, so that tiny frames count as well."),
        Limit(
            "transport.writeSlice", TransportLimits.writeSlice,
            "Bytes of a frame that are handed to TLS at a time: four TLS records. More would only be kept twice."),
        Limit(
            "transport.writeBufferFull", TransportLimits.writeBufferFull,
            "Unsent bytes of one connection at which sending waits: enough for the socket never to run dry."),
        Limit(
            "transport.writeBufferLow", TransportLimits.writeBufferLow,
            "Unsent bytes of one connection at which sending goes on."),
        Limit(
            "transport.writeStall", TransportLimits.writeStall,
            "A peer that takes nothing of what waits for it is closed after this long; from one that stays nevertheless, frames that may be left out are, when they have waited for as long."),
        Limit(
            "transport.closing", TransportLimits.closing,
            "How long a close may take to get rid of what was sent and to see the peer's end. Short of the 10 s in which the daemon ends."),
        Limit(
            "transport.tlsShutdown", TransportLimits.tlsShutdown,
            "How long a TLS connection waits for the peer's close_notify; peers don't send one (`wire §2.1`)."),
    ]
}
