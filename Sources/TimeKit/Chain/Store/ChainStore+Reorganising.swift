package import TimeModel

extension ChainStore {
    /// Puts a branch in place of the blocks above `ancestor`, in one transaction, or changes nothing. Every rule for new
    /// blocks holds for the branch (`chain-rules §8.8`), also those that the network overlooks in branches: a node that
    /// starts afresh would refuse a chain that breaks them.
    ///
    /// - Parameter tip: the branch was chosen over this one.
    package func reorganise(
        from tip: BlockHash, downTo ancestor: Height, _ branch: [PreparedBlock], now: UnixTime
    ) throws(ChainStoreError) -> ReorganisationOutcome {
        var kept: ReorganisationOutcome?
        do {
            return try writing { writer in
                let old = writer.summary.tip
                guard old.hash == tip, ancestor < old.height else { kept = .outdated; throw BranchRefusal() }
                let depth = old.height.blocks(above: ancestor)
                guard depth <= ChainLimits.maximumReorganisationDepth else { kept = .tooDeep; throw BranchRefusal() }
                try writer.disconnect(to: ancestor)
                let outcome = try writer.connect(branch, now: now)
                if let violation = outcome.violation { kept = .refused(violation); throw BranchRefusal() }
                guard outcome.tip.height >= old.height else { kept = .shorter; throw BranchRefusal() }
                return .switched(depth: depth, outcome)
            }
        } catch {
            guard let kept else { throw error }
            return kept
        }
    }
}

/// What became of a branch that was to replace a part of the chain.
package enum ReorganisationOutcome: Sendable {
    /// It did; so many blocks were taken back.
    case switched(depth: UInt64, ConnectOutcome)
    /// One of its blocks breaks a rule.
    case refused(RuleViolation)
    /// The chain's tip isn't the one that the branch was chosen over.
    case outdated
    /// The chain would have become shorter, which never happens (`chain-rules §7.2`).
    case shorter
    /// It begins more than 100 blocks below the tip (`chain-rules §7.2`).
    case tooDeep
}

/// Takes the transaction back.
private struct BranchRefusal: Error {}
