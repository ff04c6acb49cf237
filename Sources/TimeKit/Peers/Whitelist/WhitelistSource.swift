/// Where a whitelist entry comes from (`policy §1`). The strongest stands first: of several approved ones it counts.
public enum WhitelistSource: String, Hashable, Sendable, CaseIterable, Comparable {
    /// `tc-whitelist add`
    case manual
    /// `whitelisted_peers` or `addnode` of the configuration.
    case config
    /// A file, by `tc-whitelist import`.
    case imported = "import"
    /// The list of peers that the network's web server publishes.
    case api
    /// A masternode's announcement from its own address.
    case announced

    /// Whether entries come without an operator's word.
    public var isAutomatic: Bool { self == .api || self == .announced }

    /// What an entry of this source allows unless something else is said.
    public var defaultPermissions: WhitelistPermissions { self == .announced ? [.keep, .noban] : .all }

    /// Weaker sources first.
    public static func < (left: WhitelistSource, right: WhitelistSource) -> Bool { left.strength < right.strength }

    private var strength: Int {
        switch self {
        case .manual: 4
        case .config: 3
        case .imported: 2
        case .api: 1
        case .announced: 0
        }
    }
}
