package import TimeModel

/// How a node is, on each of its ticks.
public struct NodePulse: Hashable, Sendable {
    package let height: Height
    package let target: Height
    package let peers: Int
    let whitelistedPeers: Int
    let state: String
    public let alerts: [AlertKind]

    /// One line for a service manager.
    public var text: String {
        let parts = [
            "height \(height) of \(target)", "\(peers) peers (\(whitelistedPeers) whitelisted)", state,
        ]
        let alerts = alerts.isEmpty ? [] : ["alerts: " + alerts.map(\.rawValue).joined(separator: " ")]
        return (parts + alerts).joined(separator: ", ")
    }
}
