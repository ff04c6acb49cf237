public import TimeModel

/// Which proposals are approved by themselves (`policy §1`).
public struct WhitelistPolicy: Hashable, Sendable {
    public enum Approval: String, Hashable, Sendable, CaseIterable {
        case automatic
        case manual
    }

    /// Which announcing masternodes are proposed. Anybody can announce a free one at no cost.
    public enum Announced: String, Hashable, Sendable, CaseIterable {
        case paid
        case all
        case none
    }

    public let network: NetworkParameters.Network
    public var approval: Approval
    public var announced: Announced

    /// The network's own: testnet approves everything, mainnet asks an operator.
    public init(_ network: NetworkParameters.Network, approval: Approval? = nil, announced: Announced? = nil) {
        self.network = network
        self.approval = approval ?? (network == .testnet ? .automatic : .manual)
        self.announced = announced ?? (network == .testnet ? .all : .paid)
    }

    /// Of a new entry from `api` or `announced`.
    var proposedState: WhitelistState { approval == .automatic ? .approved : .pending }

    /// Whether a masternode that announced itself is proposed.
    ///
    /// - Parameter paysCollateral: whether its collateral was seen in the chain. A tier alone is a claim.
    public func proposes(paysCollateral: Bool) -> Bool {
        switch announced {
        case .all: true
        case .paid: paysCollateral
        case .none: false
        }
    }
}
