public import TimeModel

/// One look at the lists of peers that web servers publish (`policy §4`).
///
/// Fetches all of them at once, judges them together, and leaves the result to be proposed to the whitelist in one
/// transaction. Nothing is stored before that.
public struct Discovery: Sendable {
    public let urls: [String]
    public let directory: PeerDirectory
    /// Takes lists however they have changed.
    public let isForced: Bool
    private let fetcher: HTTPFetcher

    public init(urls: [String], directory: PeerDirectory, isForced: Bool = false, fetcher: HTTPFetcher) {
        self.urls = urls
        self.directory = directory
        self.isForced = isForced
        self.fetcher = fetcher
    }

    /// - Throws: `PeerStoreError`
    public func run(_ store: WhitelistStore, at now: UnixTime) async throws -> Discovered {
        let known = try store.knownLists(urls)
        let lists = await withTaskGroup(of: DiscoveredList.self) { group in
            for url in urls { group.addTask { await fetch(url, known[url], at: now) } }
            var lists: [String: DiscoveredList] = [:]
            for await list in group { lists[list.url] = list }
            return urls.compactMap { lists[$0] }
        }
        let table = try store.trustTable(at: now)
        let entries = lists.compactMap { $0.isUsable ? $0.entries : nil }
        let judgement = directory.judge(entries) { table.standing(of: $0).isBanned }
        return Discovered(lists: lists, judgement: judgement, quorum: directory.quorum)
    }

    private func fetch(_ url: String, _ known: KnownPeerList?, at now: UnixTime) async -> DiscoveredList {
        var list = DiscoveredList(url: url, fetched: now)
        do {
            let answer = try await fetcher.fetch(url, known?.validators ?? HTTPFetcher.Validators())
            guard let body = answer.body else {
                list.take(known, as: .unchanged)
                return list
            }
            list.entries = try PeerListParser.parse(body)
            list.validators = answer.validators
            if !isForced, let objection = PeerDirectory.objection(to: list.entries, known: known?.entries) {
                list.state = .objectionable(objection)
            }
        } catch let error as FetchError {
            list.take(known, as: .unreachable(error))
        } catch let error as PeerListError {
            list.state = .malformed(error)
        } catch {
            list.state = .malformed(.notJSON("\(error)"))
        }
        return list
    }
}

/// One server's list, and how it was got.
public struct DiscoveredList: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case fresh
        /// The server says that the last good list still holds.
        case unchanged
        /// The last good list is used in its place, if there is one.
        case unreachable(FetchError)
        case malformed(PeerListError)
        case objectionable(PeerDirectory.Guard)
    }

    public let url: String
    public internal(set) var state = State.fresh
    public internal(set) var fetched: UnixTime
    public internal(set) var entries: [String] = []
    var validators = HTTPFetcher.Validators()

    /// Whether its entries count.
    public var isUsable: Bool {
        switch state {
        case .fresh, .unchanged: true
        case .unreachable: !entries.isEmpty
        case .malformed, .objectionable: false
        }
    }

    /// Whether it is what the server says now.
    public var isCurrent: Bool { state == .fresh || state == .unchanged }

    /// What is wrong with it, and nil if nothing is.
    public var complaint: String? {
        switch state {
        case .fresh, .unchanged: nil
        case .unreachable(let error): "\(error)"
        case .malformed(let error): "\(url): \(error)"
        case .objectionable(let objection): "\(url): \(objection)"
        }
    }

    init(url: String, fetched: UnixTime) {
        self.url = url
        self.fetched = fetched
    }

    mutating func take(_ known: KnownPeerList?, as state: State) {
        self.state = state
        guard let known else { return }
        entries = known.entries
        fetched = known.fetched
        validators = known.validators
    }
}

/// What a look at the lists came to.
public struct Discovered: Hashable, Sendable {
    public let lists: [DiscoveredList]
    public let judgement: PeerDirectory.Judgement
    public let quorum: Int
    /// Accepted, but no session came about: they wait for an operator whatever the policy.
    public var unreachable: Set<PeerAddress> = []

    /// Whether so many lists are usable that a quorum could be reached at all.
    public var isConclusive: Bool { lists.count { $0.isUsable } >= quorum }

    /// What is wrong with the lists that can't be used; nil if all can.
    public var complaint: String? {
        let complaints = lists.filter { !$0.isUsable }.compactMap(\.complaint)
        return complaints.isEmpty ? nil : complaints.joined(separator: "; ")
    }

    /// The host of the first list, as reasons name it.
    var host: String {
        let rest = lists.first.map { $0.url.split(separator: "/", omittingEmptySubsequences: false) } ?? []
        return rest.count > 2 && !rest[2].isEmpty ? String(rest[2]) : lists.first?.url ?? ""
    }
}

extension WhitelistEdit {
    /// Proposes what was discovered, and keeps the lists as the last good ones.
    ///
    /// - Returns: what became of each address.
    @discardableResult
    public mutating func propose(
        _ discovered: Discovered, policy: WhitelistPolicy
    ) throws -> [(PeerEndpoint, ProposalOutcome)] {
        for list in discovered.lists where list.state == .fresh {
            try remember(
                KnownPeerList(
                    url: list.url, fetched: list.fetched, validators: list.validators, entries: list.entries))
        }
        let reason = "Masternode from \(discovered.host) API"
        return try discovered.judgement.accepted.map { endpoint in
            let isReachable = !discovered.unreachable.contains(endpoint.address)
            return (
                endpoint,
                try propose(
                    endpoint.address, source: .api, reason: isReachable ? reason : reason + ", unreachable",
                    policy: isReachable ? policy : WhitelistPolicy(policy.network, approval: .manual))
            )
        }
    }
}
