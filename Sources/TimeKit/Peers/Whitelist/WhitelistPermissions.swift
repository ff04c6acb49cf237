/// What an approved entry allows its peer (`policy §1`).
public struct WhitelistPermissions: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Never closed for slowness or silence, dialled first and redialled.
    public static let keep = WhitelistPermissions(rawValue: 1)
    /// Out of reach of automatic bans.
    public static let noban = WhitelistPermissions(rawValue: 2)
    /// Exempt from message limits, but for that of all messages together.
    public static let norate = WhitelistPermissions(rawValue: 4)
    /// Preferred source of blocks, whose tip counts alone.
    public static let sync = WhitelistPermissions(rawValue: 8)

    public static let all: WhitelistPermissions = [.keep, .noban, .norate, .sync]

    private static let named: [(name: String, permission: WhitelistPermissions)] = [
        ("keep", .keep), ("noban", .noban), ("norate", .norate), ("sync", .sync),
    ]

    /// Every name, in the order of the manual.
    public static let names = named.map(\.name)

    /// The names of this set's members.
    public var names: [String] { Self.named.filter { contains($0.permission) }.map(\.name) }

    /// Nil if one of the names is unknown.
    public init?(names: some Sequence<some StringProtocol>) {
        var permissions: WhitelistPermissions = []
        for name in names {
            guard let known = Self.named.first(where: { $0.name == name }) else { return nil }
            permissions.insert(known.permission)
        }
        self = permissions
    }
}

extension WhitelistPermissions: LosslessStringConvertible {
    /// Names joined by commas; `none` for the empty set. Nil if one is unknown.
    public init?(_ text: String) {
        if text == "none" {
            self = []
        } else {
            self.init(names: text.split(separator: ",", omittingEmptySubsequences: false))
        }
    }

    public var description: String { isEmpty ? "none" : names.joined(separator: ",") }
}
