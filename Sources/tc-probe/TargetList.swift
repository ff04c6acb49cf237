import TimeCommandLine
import TimeConfiguration
import TimeModel
import TimePeers

/// Whom to probe, from the command line and from where it points to.
struct TargetList {
    let options: Probe
    let configuration: NodeConfiguration
    let storePath: String

    private var port: UInt16 { NetworkParameters(configuration.network).peerPort }

    func targets() async throws -> [ProbeTarget] {
        var targets = try options.targets.map { text in
            guard let target = ProbeTarget(text, defaultPort: port) else {
                throw OperatorError(
                    .usage, "cannot probe \(text)", why: "it is neither an address nor a name",
                    remedy: "give HOST or HOST:PORT, or [ADDRESS]:PORT for IPv6")
            }
            return target
        }
        if options.sources.whitelist { targets += try whitelisted() }
        if options.sources.masternodes { targets += try masternodes() }
        if options.sources.api { targets += try await listed() }
        guard !targets.isEmpty else {
            throw OperatorError(.noInput, "there is nobody to probe", why: "what was asked names no address")
        }
        guard targets.count <= ProbeDocument.mostTargets else {
            throw OperatorError(
                .usage, "cannot probe \(targets.count) peers",
                why: "\(ProbeDocument.mostTargets) are the most for one run", remedy: "split them")
        }
        var seen: Set<String> = []
        return targets.filter { seen.insert("\($0.host) \($0.port)").inserted }
    }

    private func whitelisted() throws -> [ProbeTarget] {
        let entries = try OperatorError.describingPeerStore { try WhitelistStore(try database()).entries() }
        let now = WallClock.now()
        return entries.filter { $0.state(at: now) == .approved && $0.prefix.isSingleAddress }
            .map { ProbeTarget(endpoint($0.prefix.address)) }
    }

    private func masternodes() throws -> [ProbeTarget] {
        try OperatorError.describingPeerStore { try MasternodeStore(try database()).records() }
            .map { ProbeTarget(endpoint($0.address)) }
    }

    private func listed() async throws -> [ProbeTarget] {
        guard let settings = configuration.discovery else {
            throw OperatorError(
                .configuration, "there is no list of peers", why: "the configuration has switched discovery off",
                remedy: "name the peers")
        }
        let discovered: Discovered
        do {
            discovered = try await Discovery(settings, configuration)
                .run(WhitelistStore(try database()), at: WallClock.now())
        } catch let error as PeerStoreError {
            throw OperatorError(error)
        }
        for list in discovered.lists where !list.isCurrent {
            ErrorLine.write(list.complaint ?? list.url)
        }
        guard discovered.lists.contains(where: \.isCurrent) || !discovered.judgement.accepted.isEmpty else {
            throw OperatorError(.unavailable, "no list of peers", why: discovered.lists.first?.complaint)
        }
        return discovered.judgement.accepted.map { ProbeTarget($0) }
    }

    private func endpoint(_ address: PeerAddress) -> PeerEndpoint { PeerEndpoint(address: address, port: port) }

    private func database() throws -> PeerDatabase {
        try PeerDatabase(path: storePath, network: configuration.network, access: .readOnly)
    }
}
