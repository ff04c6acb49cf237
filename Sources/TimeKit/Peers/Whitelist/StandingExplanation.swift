public import TimeModel

/// How an address is treated, and which rows of the store make it so: `TrustTable`'s answer with its grounds.
public struct StandingExplanation: Hashable, Sendable {
    /// One row that is about the address, and what it comes to.
    public struct Ground: Hashable, Sendable {
        public let row: WhitelistRow
        /// Whether the standing would be another without it, or rest on another row.
        public let decides: Bool
        /// In plain words.
        public let effect: String
    }

    public let address: PeerAddress
    public let standing: PeerStanding
    /// The narrowest first, bans before entries.
    public let grounds: [Ground]

    private let now: UnixTime

    /// - Parameters:
    ///   - entries: Those that hold the address, as `WhitelistStore.rows(about:)` returns them.
    ///   - bans: Likewise.
    public init(of address: PeerAddress, entries: [WhitelistEntry], bans: [Ban], at now: UnixTime) {
        let standing = TrustTable(entries: entries, bans: bans, revision: 0, at: now).standing(of: address)
        let refusal = Self.hidingLength(entries, at: now)
        let trusted = entries.filter { $0.isTrusted(at: now) && $0.prefix.length >= refusal }
            .max { ($0.source, $0.prefix.length) < ($1.source, $1.prefix.length) }
        let ban = bans.filter { $0.isInForce(at: now) }
            .max { ($0.origin, $0.prefix.length) < ($1.origin, $1.prefix.length) }
        self.address = address
        self.standing = standing
        self.now = now
        grounds =
            bans.map { Self.ground($0, counting: ban, standing, trusted, at: now) }
            + entries.map { Self.ground($0, counting: trusted, standing, hidingBelow: refusal, at: now) }
    }

    /// Ranges wider than this don't count, because an operator refused a narrower one. Zero: all count.
    private static func hidingLength(_ entries: [WhitelistEntry], at now: UnixTime) -> Int {
        Dictionary(grouping: entries, by: \.prefix.length)
            .filter { _, rows in
                rows.contains { $0.state.isRefusal } && !rows.contains { $0.isTrusted(at: now) }
            }
            .keys.max() ?? 0
    }

    private static func ground(
        _ ban: Ban, counting: Ban?, _ standing: PeerStanding, _ trusted: WhitelistEntry?, at now: UnixTime
    ) -> Ground {
        let effect: String
        if !ban.isInForce(at: now) {
            effect = "its time is over"
        } else if ban != counting {
            effect = "another ban counts before it"
        } else if standing.isBanned {
            effect = trusted == nil ? "decides" : "decides: it beats the whitelist"
        } else {
            effect = "does not touch a whitelisted address with noban"
        }
        return Ground(row: .ban(ban), decides: effect.hasPrefix("decides"), effect: effect)
    }

    private static func ground(
        _ entry: WhitelistEntry, counting: WhitelistEntry?, _ standing: PeerStanding, hidingBelow length: Int,
        at now: UnixTime
    ) -> Ground {
        var decides = false
        let effect: String
        switch entry.state(at: now) {
        case .pending: effect = "waits for an operator's decision"
        case .expired: effect = "its time is over"
        case .rejected, .revoked:
            decides = standing == .regular && entry.prefix.length == length
            effect = decides ? "decides: an operator refused it" : "refused by an operator"
        case .approved where entry.prefix.length < length:
            effect = "does not count: an operator refused a narrower range"
        case .approved where standing.isBanned: effect = "does not count: a ban beats it"
        case .approved:
            decides = entry == counting
            effect = decides ? "decides" : "another entry counts before it"
        }
        return Ground(row: .entry(entry), decides: decides, effect: effect)
    }
}

extension StandingExplanation {
    /// What the node does with the address, a sentence each.
    public var consequences: [String] {
        switch standing {
        case .regular: ["It is treated like any other peer."]
        case .banned:
            [
                "It gets no session, in or out, until "
                    + (banEnd.map { "\($0.text)." } ?? "the ban is lifted.")
            ]
        case .whitelisted(let trust):
            [
                trust.permissions.contains(.keep)
                    ? "It is dialled first, and never closed for slowness or silence."
                    : "It is closed for slowness and silence like any other.",
                trust.permissions.contains(.noban)
                    ? "The node never bans it by itself." : "The node bans it for violations like any other.",
                trust.permissions.contains(.norate)
                    ? "Message limits don't apply to it, but for that of all messages together."
                    : "Message limits apply to it.",
                trust.permissions.contains(.sync)
                    ? "Blocks are taken from it first, and its tip counts alone."
                    : "Its tip counts like any other's.",
            ]
        }
    }

    private var banEnd: UnixTime? {
        for ground in grounds where ground.decides {
            if case .ban(let ban) = ground.row { return ban.expires }
        }
        return nil
    }
}
