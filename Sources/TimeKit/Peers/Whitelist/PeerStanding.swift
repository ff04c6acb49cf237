/// What an approved entry comes to.
public struct Trust: Hashable, Sendable {
    public let source: WhitelistSource
    public let permissions: WhitelistPermissions

    public init(source: WhitelistSource, permissions: WhitelistPermissions) {
        self.source = source
        self.permissions = permissions
    }
}

/// How a peer is treated: the one place that decides between trust and bans (`policy §1`).
public enum PeerStanding: Hashable, Sendable {
    case regular
    case whitelisted(Trust)
    case banned(BanOrigin)

    /// An operator's ban beats every entry; an automatic one never touches a whitelisted address that has `noban`.
    public init(trust: Trust?, ban: BanOrigin?) {
        switch (trust, ban) {
        case (nil, nil): self = .regular
        case (let trust?, nil): self = .whitelisted(trust)
        case (nil, let ban?): self = .banned(ban)
        case (let trust?, let ban?):
            let isOutOfReach = !ban.isOperators && trust.permissions.contains(.noban)
            self = isOutOfReach ? .whitelisted(trust) : .banned(ban)
        }
    }

    public var isBanned: Bool {
        if case .banned = self { true } else { false }
    }

    /// Nil for a peer that isn't whitelisted.
    public var trust: Trust? {
        if case .whitelisted(let trust) = self { trust } else { nil }
    }

    /// Empty for a peer that isn't whitelisted.
    public var permissions: WhitelistPermissions { trust?.permissions ?? [] }
}

extension PeerStanding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .regular: "regular"
        case .whitelisted(let trust): "whitelisted (\(trust.source.rawValue))"
        case .banned(let origin): "banned (\(origin.rawValue))"
        }
    }
}
