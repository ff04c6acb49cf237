import TimeModel
import TimePeers

extension NodeConfiguration {
    /// The variable that gives whitelisted peers the times of regular ones (`policy §2`).
    static let whitelistExtensionVariable = "DISABLE_WHITELIST_EXTENSION"

    /// Every setting, in the order of timed.toml(5).
    public var settings: [ConfigurationSetting] {
        Self.documentedKeys.map { key in
            ConfigurationSetting(key: key, value: value(of: key) ?? "", origin: origins[key] ?? .standard)
        } + [
            ConfigurationSetting(
                key: Self.whitelistExtensionVariable, value: isWhitelistExtensionDisabled ? "1" : "",
                origin: isWhitelistExtensionDisabled ? .environment(Self.whitelistExtensionVariable) : .standard)
        ]
    }

    /// The keys that a running node takes from a file read again; all others wait for its next start.
    package static let reloadedKeys: Set = [
        "network.connect", "network.whitelisted_peers", "network.banned_peers", "network.banned_subnets",
        "whitelist.approve", "whitelist.announced",
    ]

    /// What differs in `newer` and waits for the next start of the node that runs with this configuration.
    package func settingsWaiting(in newer: NodeConfiguration) -> [ConfigurationSetting] {
        let hidden = [
            "rpc.password": rpc?.password != newer.rpc?.password,
            "rpc.auth": rpc?.hashedPasswords != newer.rpc?.hashedPasswords,
        ]
        return zip(settings, newer.settings)
            .filter { old, new in
                !Self.reloadedKeys.contains(new.key) && (old.value != new.value || hidden[new.key] == true)
            }
            .map(\.1)
    }

    /// Nil for a key that doesn't exist; a test tries all that do.
    package func value(of key: String) -> String? {
        let section = key.prefix { $0 != "." }
        return switch section {
        case "network": networkValue(of: key)
        case "whitelist", "liveness", "discovery": trustValue(of: key)
        case "rpc": rpcValue(of: key)
        default: ownValue(of: key)
        }
    }

    private func ownValue(of key: String) -> String? {
        switch key {
        case "node.network": network.rawValue
        case "node.build_number": "\(buildNumber)"
        case "storage.data_dir": dataDirectory
        case "sync.pacing": pacing == .adaptive ? "adaptive" : "plan"
        case "sync.max_blocks_per_minute":
            if case .plan(let blocksPerMinute?) = pacing { "\(blocksPerMinute)" } else { "" }
        case "logging.level": logLevel.rawValue
        case "logging.format": logFormat.rawValue
        case "alerts.exec": alertCommand ?? ""
        default: nil
        }
    }

    private func networkValue(of key: String) -> String? {
        switch key {
        case "network.listen": "\(listenEndpoint != nil)"
        case "network.listen_address": listenEndpoint?.description ?? ""
        case "network.connect": Self.list(connectPeers)
        case "network.whitelisted_peers": Self.list(whitelistedPeers)
        case "network.banned_peers": Self.list(bannedPrefixes.filter(\.isSingleAddress))
        case "network.banned_subnets": Self.list(bannedPrefixes.filter { !$0.isSingleAddress })
        case "network.max_inbound_peers": "\(maximumInboundPeers)"
        case "network.max_outbound_peers": "\(maximumOutboundPeers)"
        case "network.plaintext_fallback": "\(allowsPlaintextFallback)"
        case "network.relay_announcements": "\(relaysAnnouncements)"
        default: nil
        }
    }

    private func trustValue(of key: String) -> String? {
        switch key {
        case "whitelist.approve": whitelistPolicy.approval.rawValue
        case "whitelist.announced": whitelistPolicy.announced.rawValue
        case "liveness.ping_interval": "\(liveness.pingInterval.components.seconds)"
        case "liveness.missed_after": "\(liveness.missedAfter.components.seconds)"
        case "liveness.missed_after_kept": "\(liveness.missedAfterForKeptPeers.components.seconds)"
        case "discovery.enabled": "\(discovery != nil)"
        case "discovery.urls": discovery?.urls.joined(separator: " ") ?? ""
        case "discovery.quorum": discovery.map { "\($0.quorum)" } ?? ""
        case "discovery.allow_private": discovery.map { "\($0.allowsPrivate)" } ?? ""
        default: nil
        }
    }

    private func rpcValue(of key: String) -> String? {
        switch key {
        case "rpc.enabled": "\(rpc != nil)"
        case "rpc.listen": rpc?.listen.description ?? ""
        case "rpc.user": rpc?.user ?? ""
        case "rpc.password": rpc?.password == nil ? "" : "(set)"
        case "rpc.auth": rpc?.hashedPasswords.map { "\($0.user):(set)" }.joined(separator: " ") ?? ""
        case "rpc.allow": Self.list(rpc?.allowed ?? [])
        case "rpc.tls_certificate": rpc?.tls?.certificate ?? ""
        case "rpc.tls_key": rpc?.tls?.key ?? ""
        default: nil
        }
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String {
        items.map(\.description).joined(separator: " ")
    }
}

extension ConfigurationDraft {
    /// Who decided about each key that doesn't have its default.
    func origins(_ overrides: ConfigurationOverrides) -> [String: ConfigurationSetting.Origin] {
        var origins: [String: ConfigurationSetting.Origin] = [:]
        for key in TOMLKeys.own {
            if let place = place(of: key) { origins[key.name] = .file(place) }
        }
        // time.conf has keys of its own for some of them.
        let others = [
            ("node.network", testnet?.place ?? mainnet?.place), ("network.listen_address", listenPort?.place),
            ("rpc.listen", rpcPort?.place),
        ]
        for case (let key, let place?) in others where origins[key] == nil { origins[key] = .file(place) }
        return origins.merging(Self.options(overrides).mapValues { .commandLine($0) }) { $1 }
    }

    private func place(of key: ConfigurationKey) -> ConfigurationPlace? {
        switch key.use {
        case .text(let path): self[keyPath: path]?.place
        case .flag(let path): self[keyPath: path]?.place
        case .integer(_, let path): self[keyPath: path]?.place
        case .list(let path): self[keyPath: path].first?.place
        case .ignored: nil
        }
    }

    private static func options(_ overrides: ConfigurationOverrides) -> [String: String] {
        var options: [String: String] = [:]
        if overrides.network != nil { options["node.network"] = "--network" }
        if overrides.dataDirectory != nil { options["storage.data_dir"] = "--datadir" }
        if overrides.buildNumber != nil { options["node.build_number"] = "--build-number" }
        if overrides.logLevel != nil { options["logging.level"] = "--log-level" }
        if !overrides.connect.isEmpty { options["network.connect"] = "--connect" }
        if overrides.listen != nil {
            options["network.listen"] = "--listen"
            options["network.listen_address"] = "--listen"
        }
        if !overrides.discovers { options["discovery.enabled"] = "--no-discovery" }
        if overrides.rpcListen != nil {
            options["rpc.enabled"] = "--rpc"
            options["rpc.listen"] = "--rpc"
        }
        if !overrides.answersRPC { options["rpc.enabled"] = "--no-rpc" }
        return options
    }
}
