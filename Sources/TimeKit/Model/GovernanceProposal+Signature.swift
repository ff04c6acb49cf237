extension GovernanceProposal {
    /// The id that payload, submitter and height make: upstream doesn't compare it with the one a proposal carries
    /// (`chain-data §4`).
    public var computedID: Hash256 {
        var writer = BincodeWriter()
        writer.writeAll(payload, submitterKey, submitHeight)
        return Hash256.sha256(of: writer.bytes)
    }

    /// Whether the key in the proposal signed the id in it; whose key it is must be asked elsewhere.
    public var hasValidSignature: Bool {
        guard let key = VerifyingKey(submitterKey) else { return false }
        return Ed25519.verify(signature: signature.bytes, message: id.bytes, key: key, rule: .plain)
    }
}

extension GovernanceVote {
    /// The bytes that the signature covers (`chain-data §5`).
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        writer.write(proposalID)
        writer.writeRaw(voterAddress.utf8)
        writer.writeAll(approves, height)
        return writer.bytes
    }

    /// Whether the key in the vote signed it; whose key it is must be asked elsewhere.
    public var hasValidSignature: Bool {
        guard let key = VerifyingKey(voterKey) else { return false }
        return Ed25519.verify(signature: signature.bytes, message: signedBytes, key: key, rule: .plain)
    }
}
