public import TimeModel

/// Why a change of the whitelist isn't made. Nothing of the transaction that it belongs to is.
public enum WhitelistRefusal: Error, Hashable, Sendable {
    /// There is no such entry to decide about.
    case unknown(AddressPrefix)
    /// No entry of it is waiting for a decision.
    case notPending(AddressPrefix)
    /// A banned address can't be whitelisted until the ban is lifted (`policy §1`).
    case banned(AddressPrefix, by: Ban)
    case notBanned(AddressPrefix)
    /// The configuration says so, and only there it can be changed.
    case configured(AddressPrefix)
    /// The end that was set is over already.
    case deadlineOver(UnixTime)
    /// So long a time is a slip of the hand, and its year may not even have four digits.
    case deadlineTooFar(UnixTime)
    /// So many addresses at once are a slip of the hand.
    case rangeTooWide(AddressPrefix)
    case noSuchRecord(Int64)
    /// A later record decided about the same entry.
    case decidedSince(Int64, by: Int64)
    /// The record changed nothing that could be taken back.
    case nothingToUndo(Int64)
}

extension WhitelistRefusal: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let prefix): "\(prefix) is not in the whitelist"
        case .notPending(let prefix): "nothing is pending for \(prefix)"
        case .banned(let prefix, let ban):
            "\(prefix) is banned (\(ban.origin.rawValue)\(ban.prefix == prefix ? "" : ", \(ban.prefix)"): \(ban.reason))"
        case .notBanned(let prefix): "\(prefix) is not banned"
        case .configured(let prefix): "the configuration bans \(prefix)"
        case .deadlineOver(let time): "\(time.text) is over already"
        case .deadlineTooFar(let time): "\(time.text) is more than a thousand years away"
        case .rangeTooWide(let prefix): "\(prefix) is too wide a range"
        case .noSuchRecord(let id): "there is no record \(id)"
        case .decidedSince(let id, let later): "record \(later) has changed what record \(id) did"
        case .nothingToUndo(let id): "record \(id) changed nothing that can be taken back"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .unknown: "see tc-whitelist list for what is"
        case .notPending: "see tc-whitelist pending for what is"
        case .banned(_, let ban) where ban.origin == .config: "remove it from the configuration first"
        case .banned: "lift the ban with tc-whitelist unban, or add it with --lift-ban"
        case .notBanned: "see tc-whitelist bans for what is"
        case .configured: "remove it there, and the daemon lifts the ban"
        case .deadlineOver: "give a time that is still to come"
        case .deadlineTooFar: "give none for what is to last"
        case .rangeTooWide: "give /\(PeersLimits.widestRange) or longer"
        case .noSuchRecord: "see tc-whitelist log for those there are"
        case .decidedSince(_, let later): "undo record \(later) first"
        case .nothingToUndo: "see tc-whitelist log for what it says"
        }
    }
}
