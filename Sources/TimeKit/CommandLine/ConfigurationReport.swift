public import TimeConfiguration
import TimeModel
import TimePeers

/// What a configuration comes to, as text for people.
public struct ConfigurationReport: Sendable {
    /// One setting or notice per line, names in the first column.
    public let lines: [String]
    /// The settings alone.
    public let settings: [(name: String, value: String)]

    public init(_ configuration: NodeConfiguration) {
        settings = [
            ("configuration", configuration.file ?? "none; all settings are defaults"),
            ("network", configuration.network.rawValue),
            ("data directory", configuration.dataDirectory),
            ("listen", configuration.listenEndpoint?.description ?? "no"),
            ("connect", Self.list(configuration.connectPeers)),
            ("whitelisted", Self.list(configuration.whitelistedPeers)),
            ("whitelist policy", Self.text(configuration.whitelistPolicy)),
            ("discovery", Self.text(configuration.discovery)),
            ("rpc", Self.text(configuration.rpc)),
            ("banned", Self.list(configuration.bannedPrefixes)),
            ("inbound peers", "at most \(configuration.maximumInboundPeers)"),
            ("outbound peers", "at most \(configuration.maximumOutboundPeers)"),
            ("pacing", Self.text(configuration.pacing)),
            ("build number", "\(configuration.buildNumber)"),
            ("plaintext", configuration.allowsPlaintextFallback ? "as a fallback" : "never"),
            ("announcements", configuration.relaysAnnouncements ? "relayed" : "not relayed"),
            ("whitelist times", configuration.isWhitelistExtensionDisabled ? "as for regular peers" : "extended"),
            ("log level", configuration.logLevel.rawValue),
            ("log format", configuration.logFormat.rawValue),
            ("alert command", configuration.alertCommand ?? "none"),
        ]
        lines =
            TextTable(settings.map { [$0.name, $0.value] }).lines
            + configuration.invalidWhitelistedPeers.map { "warning: \($0)" }
            + configuration.notices.map { "notice: \($0)" }
    }

    private static func text(_ policy: WhitelistPolicy) -> String {
        "\(policy.approval.rawValue) approval, announced masternodes: \(policy.announced.rawValue)"
    }

    private static func text(_ discovery: DiscoverySettings?) -> String {
        guard let discovery else { return "no" }
        return discovery.urls.joined(separator: " ") + (discovery.quorum > 1 ? ", quorum \(discovery.quorum)" : "")
    }

    /// Without what is secret.
    private static func text(_ rpc: RPCSettings?) -> String {
        guard let rpc else { return "no" }
        var parts = [rpc.url]
        parts.append(rpc.user.map { "user \($0)" } ?? "user of the cookie")
        if !rpc.hashedPasswords.isEmpty { parts.append("users " + list(rpc.hashedPasswords.map(\.user))) }
        if !rpc.allowed.isEmpty { parts.append("open to " + list(rpc.allowed)) }
        return parts.joined(separator: ", ")
    }

    private static func text(_ pacing: PacingSetting) -> String {
        switch pacing {
        case .adaptive: "adaptive"
        case .plan(let blocksPerMinute): "plan" + (blocksPerMinute.map { ", at most \($0) blocks a minute" } ?? "")
        }
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String {
        items.isEmpty ? "none" : items.map(\.description).joined(separator: " ")
    }
}
