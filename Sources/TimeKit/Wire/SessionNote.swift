public import TimeModel

/// Something about a session that logs and metrics want to know, and that nobody has to act upon.
public enum SessionNote: Hashable, Sendable {
    /// Dropped: more of its kind than a peer may send.
    case overLimit(MessageKind)
    /// Dropped: we are catching up.
    case droppedWhileSyncing(MessageKind)
    /// Dropped: no message of this protocol, or one of a newer release.
    case undecodable
    /// Dropped: it came before the handshake, which may yet follow (`wire §7.2`).
    case beforeHandshake(MessageKind)
    /// A peer that we keep was taken in spite of its protocol version or build number.
    case outdatedPeerAccepted(protocolVersion: UInt32, build: UInt32)
    /// The handshake of a listener that we dialed.
    case peerBuild(UInt32)
    /// A second handshake, which changes nothing.
    case repeatedHandshake
    /// The peer believes that we are behind or on a fork. A claim, proof of nothing.
    case forkAlert(ForkAlert)
    /// Not answered: the peer asks for about the same range over and over (`wire §10.1`).
    case blockRequestLoop(start: Height, end: Height)
    /// Dropped: blocks that nobody asked for.
    case unrequestedBlocks(MessageKind, count: Int)
    /// Not sent.
    case sendRefused(MessageKind, SendRefusal)
}

/// Why a message was not sent.
public enum SendRefusal: Hashable, Sendable {
    /// The handshake is not over.
    case notEstablished
    /// An observer doesn't send this kind: votes, announcements, alerts, what only the session itself sends.
    case notForObservers
    /// It would tell the peer another genesis hash than ours, which earns a permanent ban.
    case foreignGenesis
    /// More of its kind than peers take.
    case overLimit
    /// Too many requests for about this range; peers count a violation.
    case similarRequests
    /// Too many requests are still unanswered.
    case tooManyOutstanding
}
