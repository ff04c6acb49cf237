public import TimeModel

/// Why an entry of a list isn't taken (`policy §4`).
public enum PeerListRule: String, Hashable, Sendable, CaseIterable {
    /// Host names among them.
    case notAnAddress = "not an address"
    case badPort = "no such port"
    case unspecified = "unspecified address"
    case loopback = "loopback address"
    case privateUse = "private address"
    case linkLocal = "link-local address"
    case multicast = "multicast address"
    case reserved = "reserved address"
    case ownAddress = "our own address"
    case banned = "banned"
    case duplicate = "named twice"
    case overLimit = "more entries than are taken"
    case belowQuorum = "named by too few lists"
}

/// Judges lists of peers rule by rule. Pure: what it needs to know is handed in.
public struct PeerDirectory: Sendable {
    public struct Refusal: Hashable, Sendable {
        public let text: String
        public let rule: PeerListRule
    }

    /// What comes of all lists together.
    public struct Judgement: Hashable, Sendable {
        public internal(set) var accepted: [PeerEndpoint] = []
        public internal(set) var refused: [Refusal] = []
    }

    /// Why a whole list is left aside: it differs too much from the last good one of its server.
    public enum Guard: Hashable, Sendable {
        case shrunk(from: Int, to: Int)
        case grown(from: Int, to: Int)
        case empty
    }

    public let defaultPort: UInt16
    public var quorum: Int
    public var allowsPrivate: Bool
    /// This machine's.
    public var ownAddresses: Set<PeerAddress>

    public init(
        defaultPort: UInt16, quorum: Int = 1, allowsPrivate: Bool = false, ownAddresses: Set<PeerAddress> = []
    ) {
        self.defaultPort = defaultPort
        self.quorum = quorum
        self.allowsPrivate = allowsPrivate
        self.ownAddresses = ownAddresses
    }

    /// Nil for a list that may be used.
    ///
    /// - Parameter known: the last good list of the same server; nil if there is none.
    public static func objection(to entries: [String], known: [String]?) -> Guard? {
        if entries.isEmpty { return .empty }
        guard let known, !known.isEmpty else { return nil }
        let present = Set(entries)
        let old = Set(known)
        let kept = old.intersection(present).count
        if (old.count - kept) * 100 > old.count * PeersLimits.shrinkPercent {
            return .shrunk(from: old.count, to: kept)
        }
        let added = present.count - kept
        if added > PeersLimits.growthFloor, present.count > old.count * PeersLimits.growthFactor {
            return .grown(from: old.count, to: present.count)
        }
        return nil
    }

    /// Judges the entries of all lists, each list by itself first and then their agreement.
    public func judge(_ lists: [[String]], isBanned: (PeerAddress) -> Bool) -> Judgement {
        var judgement = Judgement()
        var votes: [PeerAddress: Int] = [:]
        var order: [PeerEndpoint] = []
        var refused: Set<Refusal> = []
        func refuse(_ text: String, _ rule: PeerListRule) {
            let refusal = Refusal(text: String(text.prefix(PeersLimits.entryLength)), rule: rule)
            if refused.insert(refusal).inserted { judgement.refused.append(refusal) }
        }
        for list in lists {
            var seen: Set<PeerAddress> = []
            for (index, text) in list.enumerated() {
                guard index < PeersLimits.listEntries else {
                    refuse(text, .overLimit)
                    continue
                }
                switch parse(text, isBanned) {
                case .failure(let refusal): refuse(text, refusal.rule)
                case .success(let endpoint) where !seen.insert(endpoint.address).inserted: refuse(text, .duplicate)
                case .success(let endpoint):
                    if votes[endpoint.address] == nil { order.append(endpoint) }
                    votes[endpoint.address, default: 0] += 1
                }
            }
        }
        for endpoint in order {
            if votes[endpoint.address, default: 0] >= quorum {
                judgement.accepted.append(endpoint)
            } else {
                refuse("\(endpoint.address)", .belowQuorum)
            }
        }
        return judgement
    }

    private func parse(_ text: String, _ isBanned: (PeerAddress) -> Bool) -> Result<PeerEndpoint, RuleError> {
        let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let endpoint = PeerEndpoint(text, defaultPort: defaultPort) else {
            let host = text.hasPrefix("[") ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
            return .failure(RuleError(rule: PeerAddress(String(host)) == nil ? .notAnAddress : .badPort))
        }
        if let rule = rule(against: endpoint.address, isBanned) { return .failure(RuleError(rule: rule)) }
        return .success(endpoint)
    }

    private func rule(against address: PeerAddress, _ isBanned: (PeerAddress) -> Bool) -> PeerListRule? {
        if ownAddresses.contains(address) { return .ownAddress }
        if isBanned(address) { return .banned }
        switch address.scope {
        case .publicUnicast: return nil
        case .loopback: return allowsPrivate ? nil : .loopback
        case .privateUse: return allowsPrivate ? nil : .privateUse
        case .unspecified: return .unspecified
        case .linkLocal: return .linkLocal
        case .multicast: return .multicast
        case .reserved: return .reserved
        }
    }
}

private struct RuleError: Error {
    let rule: PeerListRule
}

extension PeerDirectory.Guard: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the list is empty"
        case .shrunk(let before, let after): "only \(after) of the \(before) peers of the last good list are left"
        case .grown(let before, let after): "it has grown from \(before) peers to \(after)"
        }
    }
}
