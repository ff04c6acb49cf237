import TimeModel

/// What a look at the lists would change, kept so that exactly that can be done later.
public struct DiscoveryPlan: Codable, Hashable, Sendable {
    private struct List: Codable, Hashable {
        let url: String
        let fetched: Int64
        let etag: String?
        let modified: String?
        let entries: [String]
        let isFresh: Bool
    }

    /// Of the store's state and the changes: the same plan has the same.
    public let id: String
    private let revision: Int64
    private let lists: [List]
    private let accepted: [String]
    private let quorum: Int
    private let unreachable: [String]

    /// - Parameter revision: of the store that the changes were tried on.
    public init(_ discovered: Discovered, changes: [WhitelistChange], revision: Int64) {
        id = Self.id(of: changes, revision: revision)
        self.revision = revision
        lists = discovered.lists.map {
            List(
                url: $0.url, fetched: $0.fetched.rawValue, etag: $0.validators.etag,
                modified: $0.validators.lastModified, entries: $0.entries, isFresh: $0.state == .fresh)
        }
        accepted = discovered.judgement.accepted.map(\.description)
        quorum = discovered.quorum
        unreachable = discovered.unreachable.sorted().map(\.description)
    }

    /// Sixteen hexadecimal digits.
    private static func id(of changes: [WhitelistChange], revision: Int64) -> String {
        let lines = changes.map { change in
            var state = ""
            if case .entry(let entry)? = change.after { state = entry.state.rawValue }
            return "\(change.action.rawValue) \(change.subject) \(state)"
        }
        let text = (["\(revision)"] + lines).joined(separator: "\n")
        return Hex.encode(Hash256.sha256(of: text.utf8).bytes.prefix(8))
    }

    private func discovered(defaultPort: UInt16) -> Discovered {
        let lists = lists.map { list in
            var discovered = DiscoveredList(url: list.url, fetched: UnixTime(list.fetched))
            discovered.state = list.isFresh ? .fresh : .unchanged
            discovered.entries = list.entries
            discovered.validators = HTTPFetcher.Validators(etag: list.etag, lastModified: list.modified)
            return discovered
        }
        var judgement = PeerDirectory.Judgement()
        judgement.accepted = accepted.compactMap { PeerEndpoint($0, defaultPort: defaultPort) }
        var discovered = Discovered(lists: lists, judgement: judgement, quorum: quorum)
        discovered.unreachable = Set(unreachable.compactMap { PeerAddress($0) })
        return discovered
    }

    /// Does what the plan says, in a transaction.
    ///
    /// - Throws: `Outdated` if it would change anything else by now.
    public func apply(_ edit: inout WhitelistEdit, policy: WhitelistPolicy) throws {
        guard try edit.revision() == revision else { throw Outdated() }
        try edit.expire()
        try edit.propose(
            discovered(defaultPort: NetworkParameters(policy.network).peerPort), policy: policy)
        guard Self.id(of: edit.changes, revision: revision) == id else { throw Outdated() }
    }

    /// The store has moved on since the plan was made.
    public struct Outdated: Error, Hashable, Sendable {}
}
