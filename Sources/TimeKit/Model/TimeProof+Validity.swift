extension TimeProof {
    /// SHA-256 over the transaction, the slot and the votes' signatures (`chain-data §4`).
    public var hash: Hash256 {
        var writer = BincodeWriter()
        writer.writeAll(transactionID, slot, UInt64(votes.count))
        for vote in votes { writer.writeRaw(vote.signature) }
        return Hash256.sha256(of: writer.bytes)
    }

    /// The weight that the votes claim, if they prove what they say to whoever knows the voters (`chain-data §5`).
    ///
    /// - Parameters:
    ///   - totalWeight: the sampling weight of all active masternodes.
    ///   - key: the registered key of a voter; nil for one that isn't known.
    public func provenWeight(of totalWeight: UInt64, key: (String) -> VerifyingKey?) throws(TimeProofError) -> UInt64 {
        guard let first = votes.first else { throw .noVotes }
        var voters: Set<String> = []
        var weight: UInt64 = 0
        for vote in votes {
            guard vote.transactionID == transactionID, vote.slot == slot, vote.chainID == first.chainID,
                vote.commitment == first.commitment
            else { throw .differingVotes }
            guard vote.decision == .accept else { throw .rejectingVote }
            guard voters.insert(vote.voter).inserted else { throw .doubledVoter(vote.voter) }
            guard let key = key(vote.voter) else { throw .unknownVoter(vote.voter) }
            guard vote.isSigned(by: key) else { throw .invalidSignature(vote.voter) }
            let (sum, overflow) = weight.addingReportingOverflow(vote.weight)
            weight = overflow ? .max : sum
        }
        let needed = Self.threshold(of: totalWeight)
        guard weight >= needed else { throw .insufficientWeight(weight, needed: needed) }
        return weight
    }

    /// 67 % of a weight, rounded up.
    static func threshold(of totalWeight: UInt64) -> UInt64 {
        let product = totalWeight.multipliedFullWidth(by: 67)
        let (quotient, remainder) = UInt64(100).dividingFullWidth(product)
        return quotient + (remainder > 0 ? 1 : 0)
    }
}

/// Why a transaction's votes prove nothing.
public enum TimeProofError: Error, Hashable, Sendable {
    case noVotes
    /// Not all of them are on this transaction, in this slot and on this chain.
    case differingVotes
    case rejectingVote
    case doubledVoter(String)
    case unknownVoter(String)
    case invalidSignature(String)
    case insufficientWeight(UInt64, needed: UInt64)
}
