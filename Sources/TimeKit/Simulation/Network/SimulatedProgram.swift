public import TimeModel
public import TimeWire

/// What runs on a virtual host. It starts with the host, and anew after each crash; what it keeps of the time before is
/// its disk.
public protocol SimulatedProgram: Sendable {
    /// What an event leads to, to be done in order.
    mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction]
}

/// What can happen to a program.
public enum SocketEvent: Sendable {
    /// The process begins: nothing of its connections is left.
    case started
    /// Once a second. Ticks that a pause swallows aren't made up for.
    case tick
    /// It is as late as a `wake` asked for.
    case woken
    case accepted(ConnectionID, from: PeerAddress)
    case connected(ConnectionID, to: PeerEndpoint)
    /// Refused, unreachable or too slow.
    case dialFailed(PeerEndpoint)
    case received(ConnectionID, Message)
    case receivedGarbage(ConnectionID, Garbage)
    /// The other side closed the connection, or it broke. Not said of one that the program closed itself.
    case closed(ConnectionID)
    /// Nothing was acknowledged for so long that the kernel has given the connection up.
    case timedOut(ConnectionID)
}

/// What a program wants done.
public enum SocketAction: Sendable {
    /// Leads to `connected` or `dialFailed`.
    case dial(PeerEndpoint)
    case send(ConnectionID, Message)
    case sendGarbage(ConnectionID, Garbage)
    /// Once what came before is sent.
    case close(ConnectionID)
    /// Leads to `woken`, unless the process ends before.
    case wake(at: Moment)
    /// For the event log.
    case log(String)
}

/// Bytes that are no message.
public enum Garbage: Hashable, Sendable {
    /// A frame's header that announces more than a frame may hold. After it the stream can't be read on.
    case oversizeFrame(length: UInt32)
    /// A frame of this many bytes that decodes as nothing.
    case noise(bytes: Int)

    /// What it takes of the line: of an oversize frame no more than its beginning.
    var encodedSize: Int {
        switch self {
        case .oversizeFrame: Frame.headerSize
        case .noise(let bytes): Frame.headerSize + bytes
        }
    }
}
