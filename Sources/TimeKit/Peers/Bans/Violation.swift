/// What a peer is banned for, in the end: only what no honest node does, however slow or outdated (`policy §3`).
///
/// Slowness, silence, being behind, too many messages, and connecting just to close again are none of these.
public enum Violation: String, Hashable, Sendable, CaseIterable {
    /// The first frame is no message of the protocol.
    case undecodableFirstFrame = "undecodable-first-frame"
    /// A signature that its message needs is not of the key that the message names.
    case forgedSignature = "forged-signature"
    /// A block, or a chain of them, fails a rule that every node decides alike.
    case brokenRule = "broken-rule"
    /// A handshake that nobody's software sends. Once is an accident; it counts when it is repeated.
    case handshakeAbuse = "handshake-abuse"
}

extension Violation: CustomStringConvertible {
    public var description: String {
        switch self {
        case .undecodableFirstFrame: "its first frame is no message of this protocol"
        case .forgedSignature: "a signature of its is forged"
        case .brokenRule: "a block of its fails a rule"
        case .handshakeAbuse: "it abuses handshakes again and again"
        }
    }
}
