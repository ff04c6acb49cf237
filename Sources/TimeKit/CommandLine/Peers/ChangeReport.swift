import TimeModel
public import TimePeers

/// What a transaction changed in the store of peers, a line each or as JSON.
public struct ChangeReport: Encodable, Sendable {
    /// Something that was passed over, and why.
    public struct Skipped: Encodable, Hashable, Sendable {
        /// An address, or a place in a file.
        public let subject: String
        public let reason: String

        public init(subject: String, reason: String) {
            self.subject = subject
            self.reason = reason
        }

        /// Without naming the subject twice.
        public var line: String { reason.hasPrefix(subject) ? reason : "\(subject): \(reason)" }
    }

    public static let schema = "timekit.whitelist.changes/1"

    /// False when it was only tried.
    public let committed: Bool
    public let changes: [WhitelistChange]
    public let skipped: [Skipped]

    public init(_ changes: [WhitelistChange], committed: Bool, skipped: [Skipped] = []) {
        self.committed = committed
        self.changes = changes
        self.skipped = skipped
    }

    public var lines: [String] { changes.map { Self.line($0, committed: committed) } }

    /// `added 203.0.113.7 (manual): reason`, or `would add …` where nothing was committed.
    public static func line(_ change: WhitelistChange, committed: Bool = true) -> String {
        let verb = committed ? change.action.past : "would \(change.action.rawValue)"
        let details = details(of: change)
        return
            ("\(verb) \(change.subject)" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
            + (change.reason.isEmpty ? "" : ": \(change.reason)"))
            .printable
    }

    private static func details(of change: WhitelistChange) -> [String] {
        var details: [String] = []
        switch change.after ?? change.before {
        case .entry(let entry)?: details.append(entry.source.rawValue)
        case .ban(let ban)?: details.append(ban.origin.rawValue)
        case nil: break
        }
        switch change.after {
        case .entry(let entry)?:
            if entry.state == .pending || change.action == .undo { details.append("now \(entry.state.rawValue)") }
            if let deadline = entry.deadline { details.append("until \(deadline.text)") }
        case .ban(let ban)?:
            if change.action == .undo { details.append("now banned") }
            if let expires = ban.expires { details.append("until \(expires.text)") }
        case nil:
            if change.action == .undo { details.append("now gone") }
        }
        return details
    }
}

extension WhitelistAction {
    /// As a report says it when it is done.
    package var past: String {
        switch self {
        case .ban: "banned"
        case .unban: "unbanned"
        case .wouldBan: "would have banned"
        case .undo: "undid"
        case .configure: "configured"
        case .unconfigure: "unconfigured"
        case .reject: "rejected"
        case .add: "added"
        case .import: "imported"
        default: rawValue + "d"
        }
    }
}
