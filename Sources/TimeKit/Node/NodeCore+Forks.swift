import Logging
import TimeChain
import TimeModel

/// Following another branch when it is the better one (`chain-rules §8`).
extension NodeCore {
    mutating func resolve(_ event: ForkResolver.Event, _ turn: inout NodeTurn) {
        for effect in forks.handle(event, at: turn.now, wallClock: turn.wallClock) {
            switch effect {
            case .readHashes(let heights): turn.effects.append(.work(.readHashes(heights)))
            case .askHash(let address, let height): tell(address, .askHash(height), &turn)
            case .request(let address, let request): tell(address, .request(request), &turn)
            case .reorganise(let tip, let ancestor, let branch):
                turn.effects.append(.work(.reorganise(from: tip, downTo: ancestor, branch)))
            case .ended(let rival, let result): end(rival, result, &turn)
            }
        }
    }

    private mutating func end(_ rival: RivalTip, _ result: ForkResolver.Result, _ turn: inout NodeTurn) {
        switch result {
        case .reorganised(let depth, let outcome):
            blocksConnected += UInt64(outcome.connected)
            lastConnect = turn.now
            turn.log(
                .warning, "chain reorganised",
                [
                    "depth": "\(depth)", "height": "\(tip.height)", "hash": "\(tip.hash)",
                    "branch-from": "\(rival.peer)",
                ])
            report(outcome.findings, &turn)
            download(.switched(tip.height), &turn)
            coordinate(.connected(tip.height, tip.hash), &turn)
            tellSessions(&turn)
            turn.effects.append(.statusChanged)
        case .kept(.broken(let violation)):
            refuse(violation, from: rival.peer, &turn)
        case .kept(.tooDeep):
            guard logGate.admits(.forkTooDeep, at: turn.now) else { break }
            alert(
                .happened(
                    Alert(
                        .forkTooDeep, .critical, "peers follow a chain that parted from ours more than 100 blocks ago",
                        ["peer": "\(rival.peer)", "height": "\(rival.height)", "hash": "\(rival.hash)"])), &turn)
        case .kept(let reason):
            turn.log(
                .debug, "branch not followed",
                ["peer": "\(rival.peer)", "height": "\(rival.height)", "hash": "\(rival.hash)", "why": "\(reason)"])
        }
    }
}
