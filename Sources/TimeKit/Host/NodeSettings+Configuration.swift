internal import Foundation
import TimeCommandLine
public import TimeConfiguration
import TimeModel
public import TimeNode
import TimePeers

extension NodeSettings {
    /// A daemon's, as configured.
    public init(_ configuration: NodeConfiguration) {
        self.init(
            network: NetworkParameters(configuration.network), buildNumber: configuration.buildNumber,
            listen: configuration.listenEndpoint, connect: configuration.dialledPeers,
            extendsWhitelistedPatience: !configuration.isWhitelistExtensionDisabled,
            maximumInboundSessions: configuration.maximumInboundPeers,
            maximumOutboundSessions: configuration.maximumOutboundPeers,
            allowsPlaintextFallback: configuration.allowsPlaintextFallback,
            liveness: configuration.liveness, relaysAnnouncements: configuration.relaysAnnouncements,
            discovery: configuration.discovery.map { Discovery($0, configuration) },
            pacing: SyncPacing(configuration.pacing), processors: ProcessInfo.processInfo.activeProcessorCount)
    }
}

extension SyncPacing {
    fileprivate init(_ setting: PacingSetting) {
        self =
            switch setting {
            case .adaptive: .adaptive
            case .plan(let blocksPerMinute): .plan(blocksPerMinute: blocksPerMinute)
            }
    }
}
