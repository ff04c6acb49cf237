/// The keys of `config.toml`: ours, and those of upstream's old format that existing files contain (`operator §4.6`).
enum TOMLKeys {
    static let all: [ConfigurationKey] = own + legacy

    static let own: [ConfigurationKey] = [
        ConfigurationKey("node.network", .text(\.network)),
        ConfigurationKey("node.build_number", .integer(0...Int(UInt32.max), \.buildNumber)),
        ConfigurationKey("network.listen", .flag(\.listens)),
        ConfigurationKey("network.listen_address", .text(\.listenAddress)),
        ConfigurationKey("network.connect", .list(\.connectPeers)),
        ConfigurationKey("network.whitelisted_peers", .list(\.whitelistedPeers)),
        ConfigurationKey("network.banned_peers", .list(\.bannedPeers)),
        ConfigurationKey("network.banned_subnets", .list(\.bannedSubnets)),
        ConfigurationKey(
            "network.max_inbound_peers", .integer(0...ConfigurationLimits.inboundPeers, \.maximumInboundPeers)),
        ConfigurationKey(
            "network.max_outbound_peers", .integer(0...ConfigurationLimits.outboundPeers, \.maximumOutboundPeers)),
        ConfigurationKey("network.plaintext_fallback", .flag(\.allowsPlaintextFallback)),
        ConfigurationKey("network.relay_announcements", .flag(\.relaysAnnouncements)),
        ConfigurationKey("whitelist.approve", .text(\.whitelistApproval)),
        ConfigurationKey("whitelist.announced", .text(\.whitelistedAnnouncers)),
        ConfigurationKey("liveness.ping_interval", .integer(ConfigurationLimits.livenessSeconds, \.pingInterval)),
        ConfigurationKey("liveness.missed_after", .integer(ConfigurationLimits.livenessSeconds, \.missedAfter)),
        ConfigurationKey(
            "liveness.missed_after_kept", .integer(ConfigurationLimits.livenessSeconds, \.missedAfterForKeptPeers)),
        ConfigurationKey("discovery.enabled", .flag(\.discovers)),
        ConfigurationKey("discovery.urls", .list(\.discoveryURLs)),
        ConfigurationKey(
            "discovery.quorum", .integer(1...ConfigurationLimits.discoveryURLs, \.discoveryQuorum)),
        ConfigurationKey("discovery.allow_private", .flag(\.allowsPrivateDiscoveries)),
        ConfigurationKey("rpc.enabled", .flag(\.answersRPC)),
        ConfigurationKey("rpc.listen", .text(\.rpcListen)),
        ConfigurationKey("rpc.user", .text(\.rpcUser)),
        ConfigurationKey("rpc.password", .text(\.rpcPassword)),
        ConfigurationKey("rpc.auth", .list(\.rpcAuth)),
        ConfigurationKey("rpc.allow", .list(\.rpcAllowed)),
        ConfigurationKey("rpc.tls_certificate", .text(\.rpcCertificate)),
        ConfigurationKey("rpc.tls_key", .text(\.rpcKey)),
        ConfigurationKey("storage.data_dir", .text(\.dataDirectory)),
        ConfigurationKey("sync.pacing", .text(\.pacing)),
        ConfigurationKey(
            "sync.max_blocks_per_minute", .integer(ConfigurationLimits.blocksPerMinute, \.maximumBlocksPerMinute)),
        ConfigurationKey("logging.level", .text(\.logLevel)),
        ConfigurationKey("logging.format", .text(\.logFormat)),
        ConfigurationKey("alerts.exec", .text(\.alertCommand)),
    ]

    static let legacy: [ConfigurationKey] =
        [
            ConfigurationKey("network.bootstrap_peers", .list(\.connectPeers)),
            ConfigurationKey("network.enable_peer_discovery", .flag(\.discovers)),
            ConfigurationKey("rpc.listen_address", .text(\.rpcListen)),
            ConfigurationKey("rpc.rpcuser", .text(\.rpcUser)),
            ConfigurationKey("rpc.rpcpassword", .text(\.rpcPassword)),
            ConfigurationKey("rpc.rpcauth", .list(\.rpcAuth)),
            ConfigurationKey("rpc.rpctlscert", .text(\.rpcCertificate)),
            ConfigurationKey("rpc.rpctlskey", .text(\.rpcKey)),
        ]
        + ignored("node", ["name", "version"], "the program states its own")
        + ignored("network", ["max_peers"], "use network.max_inbound_peers and network.max_outbound_peers")
        + ignored("network", ["external_address", "enable_upnp", "whitelist_only"])
        + ignored("rpc", ["rpctls"], "a certificate and a key turn it on")
        + ignored("rpc", ["allow_origins"], "no web page is answered")
        + ignored("rpc", ["wstls", "wstlscert", "wstlskey"], "this version answers no WebSocket")
        + ignored(
            "storage", ["backend", "cache_size_mb", "compress_blocks", "mode", "prune_keep_blocks"],
            "this node's store has no such choice")
        + ignored("consensus", ["min_masternodes"], observer)
        + ignored(
            "block", ["block_time_seconds", "max_block_size_kb", "max_transactions_per_block"],
            "the network fixes it")
        + ignored("logging", ["output", "file_path"], "log lines go to stderr")
        + ignored(
            "masternode",
            ["enabled", "collateral_txid", "collateral_vout", "tier", "masternodeprivkey", "reward_address"], observer)
        + ignored(
            "security",
            [
                "enable_rate_limiting", "max_requests_per_second", "enable_authentication", "api_key", "enable_tls",
                "enable_message_signing", "message_max_age_seconds",
            ], "always on or not offered")

    /// Sections whose keys nobody looks at.
    static let ignoredSections: Set<String> = ["ai"]

    static let observer = "this node observes and is no masternode"

    private static func ignored(
        _ section: String, _ keys: [String], _ reason: String = "not offered by this version"
    ) -> [ConfigurationKey] {
        keys.map { ConfigurationKey("\(section).\($0)", .ignored(reason)) }
    }
}

extension NodeConfiguration {
    /// The keys of `config.toml` that count, in the order of timed.toml(5).
    package static var documentedKeys: [String] { TOMLKeys.own.map(\.name) }
}
