extension BlockVote {
    /// Which of the two rounds a vote belongs to; the message it comes in says so.
    public enum Phase: String, Hashable, Sendable, CaseIterable {
        case prepare = "PREPARE"
        case precommit = "PRECOMMIT"
    }

    /// The bytes that the signature covers in `phase` (`chain-data §5`).
    public func signedBytes(in phase: Phase) -> [UInt8] {
        blockHash.bytes + Array(voter.utf8) + Array(phase.rawValue.utf8)
    }

    /// Whether `key`, the registered one of the voter, made the signature in `phase`.
    public func isSigned(by key: VerifyingKey, in phase: Phase) -> Bool {
        Ed25519.verify(signature: signature, message: signedBytes(in: phase), key: key, rule: .plain)
    }
}
