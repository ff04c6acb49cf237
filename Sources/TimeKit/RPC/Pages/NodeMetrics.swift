import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// What `/metrics` answers: as much as there is at the moment.
struct NodeMetrics {
    private typealias Sample = MetricsText.Sample
    private typealias Label = MetricsText.Label

    private var samples: [NodeMetric: [MetricsText.Sample]] = [:]

    /// - Parameter snapshot: Nil while the node can't be asked.
    init(_ state: RPCState, _ snapshot: NodeSnapshot?) {
        addProcess(state)
        guard let snapshot, let node = state.node else { return }
        samples[.findings] = [Sample(node.chain.summary.findingCount)]
        addChain(snapshot)
        addPeers(snapshot)
        addTrust(snapshot)
        addAlerts(snapshot)
    }

    var text: String {
        var metrics = MetricsText()
        for metric in NodeMetric.all {
            metrics.add(metric.name, metric.help, samples[metric] ?? [], kind: metric.kind)
        }
        return metrics.text
    }

    private mutating func addProcess(_ state: RPCState) {
        samples[.up] = [Self.flag(state.node != nil)]
        samples[.ready] = [Self.flag(state.health.delay == nil)]
        samples[.buildInfo] = [
            Sample(
                1, Label("version", state.version), Label("network", state.configuration.network.rawValue))
        ]
        samples[.startTime] = [Sample(state.startTime.rawValue)]
        samples[.uptime] = [Sample(Self.seconds(state.uptime))]
        if let usage = ProcessMeter.read() {
            samples[.memory] = [Sample(usage.residentBytes)]
            samples[.processor] = [Sample(Self.seconds(usage.processorTime))]
        }
        samples[.requests] = RPCOutcome.allCases.map {
            Sample(state.requests[$0, default: 0], Label("outcome", $0.rawValue))
        }
    }

    private mutating func addChain(_ snapshot: NodeSnapshot) {
        let height = snapshot.status.tip.height
        samples[.height] = [Sample(height)]
        samples[.bestHeight] = [Sample(snapshot.best)]
        samples[.lag] = [Sample(snapshot.best.blocks(above: height))]
        samples[.phase] = SyncPhase.names.map { Sample($0 == snapshot.phase.name ? 1 : 0, Label("phase", $0)) }
        samples[.fork] = [Self.flag(snapshot.isResolvingFork)]
        samples[.connected] = [Sample(snapshot.status.blocksConnected)]
    }

    private mutating func addPeers(_ snapshot: NodeSnapshot) {
        let peers = snapshot.peers
        let inbound = peers.count { $0.direction == .inbound }
        samples[.peers] = [
            Sample(inbound, Label("direction", "inbound")),
            Sample(peers.count - inbound, Label("direction", "outbound")),
        ]
        samples[.whitelisted] = [Sample(peers.count { $0.standing.trust != nil })]
        samples[.received] = [Sample(snapshot.traffic.received)]
        samples[.sent] = [Sample(snapshot.traffic.sent)]
        samples[.missed] = [Sample(peers.reduce(0) { $0 + $1.missedPongs })]
        samples[.peerRoundTrip] = peers.flatMap { peer in
            [0.5, 0.95, 0.99]
                .compactMap { part in
                    peer.roundTrips.quantile(part)
                        .map {
                            Sample(Self.seconds($0), Self.label(peer), Label("quantile", "\(part)"))
                        }
                }
        }
        samples[.peerSuspicion] = peers.map { Sample($0.suspicion, Self.label($0)) }
        samples[.peerMissed] = peers.map { Sample($0.missedPongs, Self.label($0)) }
    }

    private mutating func addTrust(_ snapshot: NodeSnapshot) {
        let whitelist = snapshot.whitelist
        samples[.whitelist] = [
            Sample(whitelist.approved, Label("state", "approved")),
            Sample(whitelist.pending, Label("state", "pending")),
        ]
        samples[.bans] = [
            Sample(whitelist.operatorBans, Label("source", "operator")),
            Sample(whitelist.automaticBans, Label("source", "automatic")),
        ]
        samples[.violations] = [Sample(snapshot.violations)]
        samples[.masternodes] = [
            Sample(snapshot.masternodes.count, Label("state", "known")),
            Sample(snapshot.masternodes.count { $0.isActive }, Label("state", "active")),
        ]
    }

    private mutating func addAlerts(_ snapshot: NodeSnapshot) {
        let open = Set(snapshot.alerts.map(\.alert.kind))
        samples[.alert] = AlertKind.allCases.map { Sample(open.contains($0) ? 1 : 0, Label("alert", $0.rawValue)) }
        samples[.openAlerts] = [Sample(open.count)]
        samples[.alerts] = AlertKind.allCases.map {
            Sample(snapshot.alertCounts[$0, default: 0], Label("alert", $0.rawValue))
        }
    }

    private static func label(_ peer: PeerSnapshot) -> MetricsText.Label {
        Label("peer", "\(peer.endpoint.address)")
    }

    private static func flag(_ value: Bool) -> MetricsText.Sample { Sample(value ? 1 : 0) }

    private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
