public import TimeModel

/// What is to be done with a block that came in, before its contents are looked at (`chain-rules §3.2`).
public enum RoutingVerdict: Hashable, Sendable {
    /// The next block of our chain (A6).
    case connect
    case skip(SkipReason)
    /// It belongs to another branch (A5, A8): fork handling decides.
    case fork(RuleViolation)
    /// The genesis block of another network or chain (A3).
    case foreignGenesis(RuleViolation)

    public enum SkipReason: Hashable, Sendable {
        /// The same block is stored (A3, A7).
        case known
        /// Blocks between the tip and this one are missing (A10).
        case ahead
        /// Below the tip, where this node holds no block (A9). Upstream would store it unconnected; that's a defect.
        case belowStore
    }

    /// - Parameter storedHash: of the block that the chain holds at this height, asked for up to the tip only.
    public init(
        header: BlockHeader, hash: BlockHash, tip: ChainTip, network: NetworkParameters,
        storedHash: (Height) throws -> BlockHash?
    ) rethrows {
        func violation(_ rule: Rule, _ explanation: String) -> RuleViolation {
            RuleViolation(rule: rule, height: header.height, hash: hash, explanation: explanation)
        }
        if header.height == .genesis {
            self =
                hash == network.genesisHash
                ? .skip(.known)
                : .foreignGenesis(violation(.a3, "the genesis block of \(network.name) is \(network.genesisHash)"))
        } else if header.height > tip.height.next {
            self = .skip(.ahead)
        } else if header.height > tip.height {
            self =
                header.previousHash == tip.hash
                ? .connect : .fork(violation(.a5, "its parent is \(header.previousHash), our tip \(tip.hash)"))
        } else if let stored = try storedHash(header.height) {
            self = stored == hash ? .skip(.known) : .fork(violation(.a8, "our block there is \(stored)"))
        } else {
            self = .skip(.belowStore)
        }
    }
}
