/// What is decided about a whitelist entry.
public enum WhitelistState: String, Hashable, Sendable, CaseIterable {
    /// Proposed; waits for an operator.
    case pending
    /// Trusted.
    case approved
    /// An operator said no to the proposal; it isn't proposed again.
    case rejected
    /// An operator took the trust back; it isn't proposed again.
    case revoked
    /// Its time was over, or it wasn't seen online for too long; it may be proposed again.
    case expired

    /// Whether an operator said no.
    public var isRefusal: Bool { self == .rejected || self == .revoked }
}
