import TimeModel
import TimePeers

extension ConfigurationDraft {
    /// Parses addresses, fills in defaults, lets the command line win and compares the settings with each other.
    func resolved(
        file: String?, network: NetworkParameters.Network, overrides: ConfigurationOverrides,
        environment: OperatorEnvironment
    ) throws(ConfigurationError) -> NodeConfiguration {
        var draft = self
        let port = NetworkParameters(network).peerPort
        let connect = try draft.takeEndpoints(\.connectPeers, port: port)
        let whitelisted = whitelistedPeers.compactMap { entry in
            EndpointSetting(entry.value).map { Placed($0.endpoint(defaultPort: port), at: entry.place) }
        }
        let banned = try prefixes()
        try refuseBanned(connect + whitelisted, banned)
        let listen = try listenEndpoint(override: overrides.listen, port: port)
        let level = try draft.takeLogLevel()
        let format = draft.takeLogFormat()
        let pacing = try draft.takePacing(overrides.pacing)
        let policy = try policy(network)
        let discovery = try discovery(network, isAllowed: overrides.discovers)
        let rpc = try draft.takeRPC(network, overrides)
        return NodeConfiguration(
            file: file,
            network: network,
            dataDirectory: try environment.dataDirectory(overrides.dataDirectory, file: dataDirectory, network),
            listenEndpoint: listen,
            connectPeers: (connect.map(\.value) + overrides.connect.map { $0.endpoint(defaultPort: port) }).unique(),
            whitelistedPeers: whitelisted.map(\.value).unique(),
            invalidWhitelistedPeers: invalidWhitelistedPeers,
            whitelistPolicy: policy,
            liveness: LivenessTimes(
                pingInterval: pingInterval.map { .seconds($0.value) },
                missedAfter: missedAfter.map { .seconds($0.value) },
                missedAfterForKeptPeers: missedAfterForKeptPeers.map { .seconds($0.value) }),
            discovery: discovery,
            rpc: rpc,
            bannedPrefixes: banned.map(\.value).unique(),
            maximumInboundPeers: maximumInboundPeers?.value ?? ConfigurationLimits.inboundPeers,
            maximumOutboundPeers: maximumOutboundPeers?.value ?? ConfigurationLimits.outboundPeers,
            pacing: pacing,
            buildNumber: overrides.buildNumber ?? UInt32(buildNumber?.value ?? ConfigurationLimits.buildNumber),
            allowsPlaintextFallback: allowsPlaintextFallback?.value ?? false,
            relaysAnnouncements: relaysAnnouncements?.value ?? false,
            isWhitelistExtensionDisabled: environment.variables[NodeConfiguration.whitelistExtensionVariable] == "1",
            logLevel: overrides.logLevel ?? level,
            logFormat: format,
            alertCommand: alertCommand.flatMap { $0.value.isEmpty ? nil : $0.value },
            notices: draft.notices,
            origins: origins(overrides))
    }

    private func listenEndpoint(
        override: EndpointSetting?, port: UInt16
    ) throws(ConfigurationError) -> PeerEndpoint? {
        if let override { return override.endpoint(defaultPort: port) }
        guard listens?.value ?? true else { return nil }
        let port = listenPort.map { UInt16($0.value) } ?? port
        guard let listenAddress else { return PeerEndpoint(address: .anyIPv4, port: port) }
        guard let setting = EndpointSetting(listenAddress.value) else { throw .notAnAddress(listenAddress) }
        return setting.endpoint(defaultPort: port)
    }

    /// Host names are noted and left out, as upstream does: addresses are identities here.
    private mutating func takeEndpoints(
        _ path: KeyPath<ConfigurationDraft, [Placed<String>]>, port: UInt16
    ) throws(ConfigurationError) -> [Placed<PeerEndpoint>] {
        var endpoints: [Placed<PeerEndpoint>] = []
        for entry in self[keyPath: path] {
            if let setting = EndpointSetting(entry.value) {
                endpoints.append(Placed(setting.endpoint(defaultPort: port), at: entry.place))
            } else if entry.value.looksLikeHostName {
                note(entry.place, "skipped: \"\(entry.value)\" is a host name, and peers are named by address")
            } else {
                throw .notAnAddress(entry)
            }
        }
        return endpoints
    }

    private func prefixes() throws(ConfigurationError) -> [Placed<AddressPrefix>] {
        var prefixes: [Placed<AddressPrefix>] = []
        for entry in bannedPeers {
            guard let address = PeerAddress(entry.value) else { throw .notAnAddress(entry) }
            prefixes.append(Placed(AddressPrefix(address), at: entry.place))
        }
        for entry in bannedSubnets {
            guard entry.value.contains("/"), let prefix = AddressPrefix(entry.value) else {
                throw ConfigurationError(
                    .invalidValue, at: entry.place, "not a range of addresses: \"\(entry.value)\"",
                    remedy: "write ADDRESS/LENGTH, such as 198.51.100.0/24")
            }
            prefixes.append(Placed(prefix, at: entry.place))
        }
        return prefixes
    }

    /// A ban beats trust, so trusting a banned address is a contradiction the operator has to resolve (`policy §1`).
    private func refuseBanned(
        _ peers: [Placed<PeerEndpoint>], _ banned: [Placed<AddressPrefix>]
    ) throws(ConfigurationError) {
        for peer in peers {
            guard let ban = banned.first(where: { $0.value.contains(peer.value.address) }) else { continue }
            let line = ban.place?.line.map { " on line \($0)" } ?? ""
            throw ConfigurationError(
                .conflict, at: peer.place, "\(peer.value.address) is banned\(line)",
                remedy: "remove the peer or the ban")
        }
    }

    /// What belongs to the other pacing has no effect, and existing files contain it.
    private mutating func takePacing(_ override: PacingSetting.Name?) throws(ConfigurationError) -> PacingSetting {
        let text = pacing?.value ?? PacingSetting.Name.adaptive.rawValue
        guard let configured = PacingSetting.Name(rawValue: text) else {
            throw ConfigurationError(
                .invalidValue, at: pacing?.place, "no such pacing: \"\(text)\"",
                remedy: "use \"adaptive\" or \"plan\"")
        }
        switch override ?? configured {
        case .plan: return .plan(blocksPerMinute: maximumBlocksPerMinute?.value)
        case .adaptive:
            if let maximumBlocksPerMinute { note(maximumBlocksPerMinute.place, "only pacing \"plan\" heeds it") }
            return .adaptive
        }
    }

    /// A filter expression, as `debug=` may hold, counts by its first plain level.
    private mutating func takeLogLevel() throws(ConfigurationError) -> LogLevel {
        guard let logLevel else { return .info }
        if let level = LogLevel(text: logLevel.value) { return level }
        guard logLevel.value.contains(",") || logLevel.value.contains("=") else {
            throw ConfigurationError(
                .invalidValue, at: logLevel.place, "no such level: \"\(logLevel.value)\"",
                remedy: "use one of " + LogLevel.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let level = logLevel.value.split(separator: ",").lazy.compactMap { LogLevel(text: String($0)) }.first ?? .info
        note(logLevel.place, "filters are not supported; taken as \(level.rawValue)")
        return level
    }

    /// Files written for the network's original node hold names of its own.
    private mutating func takeLogFormat() -> LogFormat {
        guard let logFormat else { return .text }
        if let format = LogFormat(rawValue: logFormat.value.lowercased()) { return format }
        note(logFormat.place, "has no effect: \"\(logFormat.value)\" is neither \"text\" nor \"json\"")
        return .text
    }
}

extension ConfigurationError {
    static func notAnAddress(_ entry: Placed<String>) -> ConfigurationError {
        ConfigurationError(
            .invalidValue, at: entry.place, "not an address: \"\(entry.value)\"",
            remedy: "write ADDRESS or ADDRESS:PORT, IPv6 in brackets")
    }
}

extension String {
    /// Labels of letters, digits and hyphens, at least one letter in the last, and a port or none.
    fileprivate var looksLikeHostName: Bool {
        let host = split(separator: ":", maxSplits: 1).first ?? ""
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.last?.contains { $0.isLetter } == true
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            }
    }
}

extension Array where Element: Hashable {
    /// Without repetitions, in the order of first appearance.
    func unique() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
