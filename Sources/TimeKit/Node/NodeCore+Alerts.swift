import Logging
import TimeChain
package import TimeModel
import TimePeers

/// What an operator is told to look at (`policy §6`).
extension NodeCore {
    mutating func alert(_ event: AlertMonitor.Event, _ turn: inout NodeTurn) {
        for effect in alerts.handle(event, at: turn.now, wallClock: turn.wallClock) {
            switch effect {
            case .told(let change): turn.log(change)
            case .command(let change): turn.effects.append(.alert(change))
            }
        }
    }

    /// Looks at what may have changed since the last look.
    mutating func watch(_ turn: inout NodeTurn) {
        alert(
            .reading(
                AlertReading(
                    approved: trust.approvedCount, whitelistedConnected: whitelistedCount,
                    lag: bestHeight.blocks(above: tip.height),
                    isCircuitOpen: downloader.circuitEnd(at: turn.now) != nil,
                    isForked: forks.isForked(at: turn.now))), &turn)
    }

    /// That the peers are believed to have, or our own.
    var bestHeight: Height { max(coordinator.best ?? tip.height, tip.height) }

    var whitelistedCount: Int { peers.values.count { $0.standing.trust != nil } }

    /// The chain has grown: every so many blocks that is worth a word.
    mutating func noteHeight(from before: Height, _ turn: inout NodeTurn) {
        let step = NodeLimits.heightMilestone
        guard !isCatchingUp, tip.height.rawValue / step > before.rawValue / step else { return }
        alert(
            .happened(Alert(.heightReached, .info, "height reached", ["height": "\(tip.height)"])), &turn)
    }

    package func pulse(at now: Moment) -> NodePulse {
        NodePulse(
            height: tip.height, target: bestHeight, peers: peers.count, whitelistedPeers: whitelistedCount,
            state: stateText(at: now), alerts: alerts.active.map(\.kind))
    }

    /// What following the chain is at, for people.
    func stateText(at now: Moment) -> String {
        switch SyncState(coordinator, downloader, isResolvingFork: !forks.isIdle, at: now, wallClock: UnixTime(0)) {
        case .idle, .catchingUp: coordinator.phase.name
        case .paused(let reason): "paused, \(reason.rawValue)"
        case .brokenCircuit: "circuit breaker open"
        case .resolvingFork: "resolving a fork"
        }
    }
}

extension NodeTurn {
    /// By `alert` one search finds both its beginning and its end.
    mutating func log(_ change: AlertChange) {
        let alert = change.alert
        guard change.state != .cleared else {
            return log(.notice, "alert over", ["alert": alert.kind.rawValue])
        }
        let level: Logger.Level =
            switch alert.level {
            case .info: .info
            case .warning: .warning
            case .critical: .critical
            }
        log(level, alert.message, alert.metadata.merging(["alert": alert.kind.rawValue]) { old, _ in old })
    }
}
