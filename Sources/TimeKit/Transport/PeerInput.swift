public import TimeWire

/// What a peer sent.
public enum PeerInput: Hashable, Sendable {
    /// A whole frame; undecodable ones are `.unknownMessage` (`wire §13`).
    case message(Message)
    /// A frame length above 8 MiB. Nothing of its body is read, and nothing comes after it (`wire §3`).
    case oversizeFrame(UInt32)
    /// The connection ended this many bytes short of a whole frame (`wire §13`). Nothing comes after it.
    case truncatedFrame(missing: Int)
}

/// An input, and when the bytes that completed it came off the socket. A consumer that is behind is told a later time.
public struct PeerArrival: Sendable {
    public let input: PeerInput
    public let moment: ContinuousClock.Instant
}
