import Logging
import TimeChain
package import TimeModel
import TimePeers

/// Saying why blocks come as they do.
extension NodeCore {
    package func explainSync(at now: Moment, wallClock: UnixTime) -> SyncExplanation {
        SyncExplanation(
            coordinator: coordinator, downloader: downloader, isResolvingFork: !forks.isIdle, at: now,
            wallClock: wallClock)
    }

    /// Says how good each peer is as a source of blocks, while any is wanted.
    mutating func rankSources(_ turn: inout NodeTurn) {
        guard coordinator.phase != .synced else { return }
        for (address, peer) in peers.sorted(by: { $0.key < $1.key }) {
            guard let tip = peer.tip else { continue }
            let score = SourceScore(
                isWhitelisted: peer.standing.permissions.contains(.sync),
                isMasternode: masternodes.isRegistered(address), health: peer.health,
                reliability: records[address]?.score.value(at: turn.wallClock) ?? 0.5,
                roundTrip: peer.roundTrips.quantile(0.5), tip: tip.height)
            download(.score(address, score), &turn)
        }
    }

    mutating func measure(_ usage: ProcessorGate.Usage, _ turn: inout NodeTurn) {
        guard gate.sample(usage, at: turn.now) else { return }
        download(.processor(isBusy: gate.isBusy), &turn)
        turn.log(
            .warning, gate.isBusy ? "catching up waits, the process has other work" : "catching up goes on",
            ["height": "\(tip.height)"])
    }
}
