/// What a masternode signs with its own key so that others can tell who said it (`wire §6`, signed byte strings).
public protocol MasternodeSigned: Sendable {
    /// The bytes that the signature covers: integers little-endian, text without a length.
    var signedBytes: [UInt8] { get }
    var signature: [UInt8] { get }
}

extension MasternodeSigned {
    /// Whether `key`, the registered one of whoever the value names, made the signature.
    public func isSigned(by key: VerifyingKey) -> Bool {
        Ed25519.verify(signature: signature, message: signedBytes, key: key, rule: .plain)
    }
}

extension VoteDecision {
    /// How signatures cover a decision: the other way round than the wire (`wire §4`, enum trap 2).
    var signedByte: UInt8 { self == .accept ? 1 : 0 }
}

extension TimeVote: MasternodeSigned {
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        writer.writeAll(chainID, transactionID, commitment, slot, decision.signedByte)
        writer.writeRaw(voter.utf8)
        writer.write(weight)
        return writer.bytes
    }
}

extension LivenessAlert: MasternodeSigned {
    /// Without the poll history.
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        writer.writeAll(chainID, transactionID, commitment, slot, confidence, stallMilliseconds)
        writer.writeRaw(reporter.utf8)
        return writer.bytes
    }
}

extension FinalityProposal: MasternodeSigned {
    /// Without the justification.
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        writer.writeAll(chainID, transactionID, commitment, slot, decision.signedByte)
        writer.writeRaw(leader.utf8)
        return writer.bytes
    }

    /// What fallback votes name the proposal by (`chain-data §4`).
    public var proposalHash: Hash256 { Hash256.sha256(of: signedBytes) }
}

extension FallbackVote: MasternodeSigned {
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        writer.writeAll(chainID, proposalHash, decision.signedByte)
        writer.writeRaw(voter.utf8)
        writer.write(weight)
        return writer.bytes
    }
}
