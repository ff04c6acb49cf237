package import TimeModel
package import TimeWire

/// Something that a node of the live network would hold against a peer, or not take from it (`wire §12`).
package struct UpstreamIncident: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Dropped without a word: above the limit of its bucket.
        case overLimit(MessageKind)
        /// Dropped: above the limit of all messages.
        case flood
        /// Counted against the peer.
        case violation(String)
        /// Nil: for good.
        case ban(String, Duration?)
        /// Closed before TLS.
        case refused(Refusal)
    }

    package enum Refusal: String, Hashable, Sendable {
        case banned
        case prefixRate = "too many from its network"
        case rate = "too many at once"
        case full
        /// One connection per address.
        case duplicate
    }

    package let at: Moment
    package let address: PeerAddress
    package let kind: Kind

    /// Whether a well-behaved client has anything to do with it. A second connection is turned away without harm.
    package var isOffence: Bool {
        if case .refused(.duplicate) = kind { false } else { true }
    }

    package var isBan: Bool {
        if case .ban = kind { true } else { false }
    }
}

extension UpstreamIncident: CustomStringConvertible {
    package var description: String { "\(at.sinceStart) \(address) \(kind)" }
}
