import Logging
import TimeChain
import TimeModel
import TimePeers

/// Following the chain.
extension NodeCore {
    package var status: NodeStatus {
        let target: Height? =
            switch coordinator.phase {
            case .waitingForPeers: nil
            case .catchingUp(let height): height
            case .synced: tip.height
            }
        return NodeStatus(
            tip: tip, target: target, isSynced: coordinator.phase == .synced, blocksConnected: blocksConnected,
            timeConnecting: firstRequest.flatMap { first in lastConnect.map { $0 - first } } ?? .zero)
    }

    mutating func coordinate(_ event: SyncCoordinator.Event, _ turn: inout NodeTurn) {
        for effect in coordinator.handle(event, at: turn.now, wallClock: turn.wallClock) {
            switch effect {
            case .askTip(let address): tell(address, .askTip, &turn)
            case .target(let height): download(.target(min(height, settings.lastHeight ?? height)), &turn)
            case .phase(let phase): enter(phase, &turn)
            case .rival(let rival): resolve(.rival(rival), &turn)
            }
        }
    }

    mutating func download(_ event: BlockDownloader.Event, _ turn: inout NodeTurn) {
        for effect in downloader.handle(event, at: turn.now) {
            switch effect {
            case .request(let address, let request):
                if firstRequest == nil { firstRequest = turn.now }
                tell(address, .request(request), &turn)
            case .connect(let blocks):
                turn.effects.append(.work(.connect(blocks)))
            case .circuitOpened(let end):
                turn.log(
                    .info, "too many failures in a row, no blocks are asked for until the circuit closes",
                    ["seconds": "\((end - turn.now).components.seconds)", "height": "\(tip.height)"])
            case .wake(let moment): turn.effects.append(.wake(at: moment))
            case .faulty(let address, let violation):
                refuse(violation, from: address, &turn)
            case .stalled(let address, let request):
                score(address, isGood: false, &turn)
                turn.log(
                    .debug, "block request unanswered",
                    [
                        "peer": "\(address)", "from": "\(request.range.lowerBound)",
                        "through": "\(request.range.upperBound)",
                    ])
            }
        }
    }

    mutating func finish(
        from before: Height, blocks: Int, _ findings: [AuditFinding], _ stop: BlockDownloader.ConnectStop?,
        _ turn: inout NodeTurn
    ) {
        blocksConnected += UInt64(blocks)
        if blocks > 0 {
            lastConnect = turn.now
            alert(.stored, &turn)
        }
        report(findings, &turn)
        let wasCatchingUp = isCatchingUp
        download(.connected(tip.height, stoppedBy: stop), &turn)
        coordinate(.connected(tip.height, tip.hash), &turn)
        resolve(.connected(tip.height), &turn)
        noteHeight(from: before, &turn)
        isTipUntold = isTipUntold || tip.height > before
        turn.effects.append(.statusChanged)
        if !wasCatchingUp, tip.height > before {
            tellSessions(&turn)
            unannounced = tip.height
            turn.log(.info, "block connected", ["height": "\(tip.height)", "hash": "\(tip.hash)"])
        }
    }

    /// Some seconds into the slot, so that no peer's clock says that it is too early (`chain-rules §11`).
    mutating func announceBlock(_ turn: inout NodeTurn) {
        guard let height = unannounced,
            turn.wallClock.seconds(since: settings.network.slotTime(of: height)) >= NodeLimits.announcementDelay
        else { return }
        unannounced = nil
        for session in addresses.keys.sorted() { turn.effects.append(.tell(session, .announce(height))) }
    }

    mutating func report(_ findings: [AuditFinding], _ turn: inout NodeTurn) {
        guard !findings.isEmpty, !isCatchingUp || logGate.admits(.findings, at: turn.now) else { return }
        for finding in findings.prefix(NodeLimits.findingsLoggedPerRun) {
            alert(
                .happened(
                    Alert(
                        .auditFinding, .critical, "audit finding",
                        [
                            "check": "\(finding.check)", "height": "\(finding.height)",
                            "detail": "\(finding.detail)",
                        ])), &turn)
        }
    }

    /// Says where the node stands. A few blocks behind is what following the tip looks like, and not worth a line.
    private mutating func enter(_ phase: SyncPhase, _ turn: inout NodeTurn) {
        switch phase {
        case .waitingForPeers:
            isCatchingUp = false
            guard peers.isEmpty, tip.height > .genesis, logGate.admits(.noTip, at: turn.now) else { break }
            turn.log(.info, "no peer tells a tip that counts", ["height": "\(tip.height)"])
        case .catchingUp(let target) where phase.isSyncing(at: tip.height):
            if !isCatchingUp, logGate.admits(.catchingUp, at: turn.now) {
                turn.log(.info, "catching up", ["height": "\(tip.height)", "target": "\(target)"])
            }
            isCatchingUp = true
        case .catchingUp:
            break
        case .synced:
            if isCatchingUp || firstRequest == nil,
                caughtUpAt != tip.height || logGate.admits(.caughtUp, at: turn.now)
            {
                caughtUpAt = tip.height
                alert(
                    .happened(
                        Alert(.synced, .info, "caught up", ["height": "\(tip.height)", "hash": "\(tip.hash)"])), &turn)
                turn.effects.append(.settled)
            }
            isCatchingUp = false
        }
        isTipUntold = true
        turn.effects.append(.statusChanged)
    }

    mutating func refuse(_ violation: RuleViolation, from address: PeerAddress, _ turn: inout NodeTurn) {
        // Not against the rules: it belongs to another branch.
        guard violation.rule != .a5 else { return coordinate(.diverged(address), &turn) }
        if logGate.admits(.blockRefused, address, at: turn.now) {
            turn.log(
                .warning, "block refused",
                [
                    "peer": "\(address)", "height": "\(violation.height)", "hash": "\(violation.hash)",
                    "rule": "\(violation.rule.rawValue)", "why": "\(violation.explanation)",
                ])
        }
        // A block before its time says nothing against its sender; a whitelisted peer stays.
        guard !violation.isClockBound else { return }
        score(address, isGood: false, &turn)
        if !standing(of: address).permissions.contains(.keep) {
            tell(address, .close(.brokenRule(violation.rule)), &turn)
        }
        punish(address, for: .brokenRule, evidence: "rule \(violation.rule.rawValue) at \(violation.height)", &turn)
    }

    /// At each block when following, and with the ticks while catching up.
    mutating func tellSessions(_ turn: inout NodeTurn) {
        isTipUntold = false
        for session in addresses.keys.sorted() { turn.effects.append(.tell(session, .localTip(localTip))) }
    }
}
