import TimeModel
import TimePeers

/// Whom to trust, and where to hear of others.
extension ConfigurationDraft {
    /// No reason to end a daemon that trusts others besides; each is a warning in its log.
    var invalidWhitelistedPeers: [InvalidPeer] {
        whitelistedPeers.filter { EndpointSetting($0.value) == nil }
            .map { entry in
                let key = entry.place?.key?.split(separator: ".").last.map(String.init)
                return InvalidPeer(list: key ?? "whitelisted_peers", text: entry.value)
            }
    }

    func policy(_ network: NetworkParameters.Network) throws(ConfigurationError) -> WhitelistPolicy {
        WhitelistPolicy(
            network, approval: try choice(whitelistApproval, WhitelistPolicy.Approval.self),
            announced: try choice(whitelistedAnnouncers, WhitelistPolicy.Announced.self))
    }

    func discovery(
        _ network: NetworkParameters.Network, isAllowed: Bool
    ) throws(ConfigurationError) -> DiscoverySettings? {
        for url in discoveryURLs where !["https://", "http://"].contains(where: url.value.hasPrefix) {
            throw ConfigurationError(
                .invalidValue, at: url.place, "not a web address: \"\(url.value)\"", remedy: "start it with https://")
        }
        let urls = discoveryURLs.isEmpty ? [NetworkParameters(network).peerListURL] : discoveryURLs.map(\.value)
        let quorum = discoveryQuorum?.value ?? 1
        guard quorum <= urls.count else {
            throw ConfigurationError(
                .conflict, at: discoveryQuorum?.place,
                "\(quorum) lists have to name a peer, and there are \(urls.count)",
                remedy: "lower it, or name more in discovery.urls")
        }
        guard isAllowed, discovers?.value ?? true else { return nil }
        return DiscoverySettings(urls: urls, quorum: quorum, allowsPrivate: allowsPrivateDiscoveries?.value ?? false)
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ setting: Placed<String>?, _: Choice.Type
    ) throws(ConfigurationError) -> Choice? {
        guard let setting else { return nil }
        if let choice = Choice(rawValue: setting.value) { return choice }
        throw ConfigurationError(
            .invalidValue, at: setting.place, "no such choice: \"\(setting.value)\"",
            remedy: "use one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
}
