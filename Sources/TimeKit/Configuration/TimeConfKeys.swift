/// The keys of `time.conf` (`operator §4.2`): every one of upstream's is accepted.
enum TimeConfKeys {
    static let all: [ConfigurationKey] =
        [
            ConfigurationKey("testnet", .text(\.testnet)),
            ConfigurationKey("mainnet", .text(\.mainnet)),
            ConfigurationKey("port", .integer(1...65_535, \.listenPort)),
            ConfigurationKey("listen", .flag(\.listens)),
            ConfigurationKey("addnode", .list(\.whitelistedPeers)),
            ConfigurationKey("ban", .list(\.bannedPeers)),
            ConfigurationKey("bansubnet", .list(\.bannedSubnets)),
            ConfigurationKey("debug", .text(\.logLevel)),
            ConfigurationKey("datadir", .text(\.dataDirectory)),
            ConfigurationKey("txindex", .ignored("the index is always kept")),
            ConfigurationKey("tls", .ignored("TLS is always on")),
            ConfigurationKey("maxconnections", .ignored("use config.toml to limit sessions")),
            ConfigurationKey("externalip", .ignored("not offered by this version")),
            ConfigurationKey("whitelistonly", .ignored("not offered by this version")),
            ConfigurationKey("masternode", .ignored(TOMLKeys.observer)),
            ConfigurationKey("masternodeprivkey", .ignored(TOMLKeys.observer)),
            ConfigurationKey("reward_address", .ignored(TOMLKeys.observer)),
            ConfigurationKey("server", .flag(\.answersRPC)),
            ConfigurationKey("rpcport", .integer(1...65_535, \.rpcPort)),
            ConfigurationKey("rpcbind", .text(\.rpcListen)),
            ConfigurationKey("rpcallowip", .list(\.rpcAllowed)),
            ConfigurationKey("rpcuser", .text(\.rpcUser)),
            ConfigurationKey("rpcpassword", .text(\.rpcPassword)),
            ConfigurationKey("rpcauth", .list(\.rpcAuth)),
            ConfigurationKey("rpctls", .ignored("a certificate and a key turn it on")),
            ConfigurationKey("rpctlscert", .text(\.rpcCertificate)),
            ConfigurationKey("rpctlskey", .text(\.rpcKey)),
        ]
        + ["wstls", "wstlscert", "wstlskey"]
        .map { ConfigurationKey($0, .ignored("this version answers no WebSocket")) }
}
