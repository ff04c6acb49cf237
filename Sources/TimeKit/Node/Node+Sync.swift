import Logging
import TimeChain
import TimeModel
import TimePeers

/// The effects of the sync state machines.
extension Node {
    func coordinate(_ event: SyncCoordinator.Event) {
        for effect in coordinator.handle(event, at: clock.now(), wallClock: clock.wallClock()) {
            switch effect {
            case .askTip(let address):
                sessions[address]?.tell(.askTip)
            case .target(let height):
                download(.target(height))
            case .phase(let phase):
                enter(phase)
            }
        }
    }

    func download(_ event: BlockDownloader.Event) {
        for effect in downloader.handle(event, at: clock.now()) {
            switch effect {
            case .request(let address, let request):
                if firstRequest == nil { firstRequest = clock.now() }
                sessions[address]?.tell(.request(request))
            case .connect(let blocks):
                connects.continuation.yield(blocks)
            case .faulty(let address, let violation):
                refuse(violation, from: address)
            case .stalled(let address, let request):
                logger.debug(
                    "block request unanswered",
                    metadata: [
                        "peer": "\(address)", "from": "\(request.range.lowerBound)",
                        "through": "\(request.range.upperBound)",
                    ])
            }
        }
    }

    /// Connects run after run; ends when the node does.
    func connectAsOrdered() async {
        for await blocks in connects.stream {
            do {
                let outcome = try await worker.connect(blocks, at: clock.wallClock())
                record(outcome)
                finish(outcome.violation.map(BlockDownloader.ConnectStop.violation))
            } catch {
                if logGate.admits(.storeFailed, at: clock.now()) {
                    logger.error("blocks could not be stored, trying again later", metadata: ["why": "\(error)"])
                }
                finish(.storeFailure)
            }
        }
    }

    private func record(_ outcome: ConnectOutcome) {
        blocksConnected += UInt64(outcome.connected)
        lastConnect = clock.now()
        guard !outcome.findings.isEmpty, !isCatchingUp || logGate.admits(.findings, at: clock.now()) else { return }
        for finding in outcome.findings.prefix(NodeLimits.findingsLoggedPerRun) {
            logger.warning(
                "audit finding",
                metadata: ["check": "\(finding.check)", "height": "\(finding.height)", "detail": "\(finding.detail)"])
        }
    }

    private func finish(_ stop: BlockDownloader.ConnectStop?) {
        let before = downloader.tip
        let isCatchingUp = isCatchingUp
        let tip = store.tip
        download(.connected(tip.height, stoppedBy: stop))
        coordinate(.connected(tip.height))
        isTipUntold = isTipUntold || tip.height > before
        onStatus(status)
        if !isCatchingUp, tip.height > before {
            tellSessions()
            logger.info("block connected", metadata: ["height": "\(tip.height)", "hash": "\(tip.hash)"])
        }
    }

    /// Says where the node stands. A few blocks behind is what following the tip looks like, and not worth a line.
    private func enter(_ phase: SyncPhase) {
        let tip = store.tip
        switch phase {
        case .waitingForPeers:
            isCatchingUp = false
            guard sessions.isEmpty, tip.height > .genesis, logGate.admits(.noTip, at: clock.now()) else { break }
            logger.info("no peer tells a tip that counts", metadata: ["height": "\(tip.height)"])
        case .catchingUp(let target) where phase.isSyncing(at: tip.height):
            if !isCatchingUp, logGate.admits(.catchingUp, at: clock.now()) {
                logger.info("catching up", metadata: ["height": "\(tip.height)", "target": "\(target)"])
            }
            isCatchingUp = true
        case .catchingUp:
            break
        case .synced:
            if isCatchingUp || firstRequest == nil,
                caughtUpAt != tip.height || logGate.admits(.caughtUp, at: clock.now())
            {
                caughtUpAt = tip.height
                logger.info("caught up", metadata: ["height": "\(tip.height)", "hash": "\(tip.hash)"])
                worker.settle()
            }
            isCatchingUp = false
            if settings.stopsWhenSynced { end.continuation.finish() }
        }
        isTipUntold = true
        onStatus(status)
    }

    private func refuse(_ violation: RuleViolation, from address: PeerAddress) {
        if logGate.admits(.blockRefused, address, at: clock.now()) {
            logger.warning(
                violation.rule == .a5
                    ? "peer follows another branch; this version keeps to its own" : "block refused",
                metadata: [
                    "peer": "\(address)", "height": "\(violation.height)", "hash": "\(violation.hash)",
                    "rule": "\(violation.rule.rawValue)", "why": "\(violation.explanation)",
                ])
        }
        // A block from another branch or before its time says nothing against its sender; a whitelisted peer stays.
        guard !violation.isClockBound, violation.rule != .a5, !standing(of: address).permissions.contains(.keep) else { return }
        sessions[address]?.tell(.close(.brokenRule(violation.rule)))
    }

    /// At each block when following, and with the ticks while catching up.
    func tellSessions() {
        isTipUntold = false
        let tip = localTip
        for session in sessions.values { session.tell(.localTip(tip)) }
    }
}
