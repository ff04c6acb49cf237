public import TimeConfiguration
import TimeModel
public import TimePeers

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Discovery {
    /// As the configuration says, in the surroundings of this process.
    ///
    /// - Parameters:
    ///   - isForced: Takes lists however they have changed.
    ///   - allowsFiles: For addresses that the operator wrote on the command line.
    public init(
        _ settings: DiscoverySettings, _ configuration: NodeConfiguration, isForced: Bool = false,
        allowsFiles: Bool = false
    ) {
        let network = NetworkParameters(configuration.network)
        var own = LocalAddresses.all()
        if let address = configuration.listenEndpoint?.address { own.insert(address) }
        self.init(
            urls: settings.urls,
            directory: PeerDirectory(
                defaultPort: network.peerPort, quorum: settings.quorum, allowsPrivate: settings.allowsPrivate,
                ownAddresses: own),
            isForced: isForced,
            fetcher: HTTPFetcher(
                version: Program.version, authorities: ProcessInfo.processInfo.environment["SSL_CERT_FILE"],
                allowsFiles: allowsFiles))
    }
}
