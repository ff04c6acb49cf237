import Logging
import TimeChain
import TimeModel

/// The effects of the sync state machines.
extension Node {
    func coordinate(_ event: SyncCoordinator.Event) {
        for effect in coordinator.handle(event, at: clock.now(), wallClock: clock.wallClock()) {
            switch effect {
            case .askTip(let address):
                sessions[address]?.commands.yield(.askTip)
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
                sessions[address]?.commands.yield(.request(request))
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
                logger.error("blocks could not be stored, trying again later", metadata: ["why": "\(error)"])
                finish(.storeFailure)
            }
        }
    }

    private func record(_ outcome: ConnectOutcome) {
        blocksConnected += UInt64(outcome.connected)
        findings += UInt64(outcome.findings.count)
        lastConnect = clock.now()
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
        tellSessions()
        onStatus(status)
        if !isCatchingUp, tip.height > before {
            logger.info("block connected", metadata: ["height": "\(tip.height)", "hash": "\(tip.hash)"])
        }
    }

    /// Says where the node stands. A few blocks behind is what following the tip looks like, and not worth a line.
    private func enter(_ phase: SyncPhase) {
        let tip = store.tip
        switch phase {
        case .waitingForPeers:
            isCatchingUp = false
            if !sessions.isEmpty || tip.height == .genesis { break }
            logger.info("no peer tells a tip that counts", metadata: ["height": "\(tip.height)"])
        case .catchingUp(let target) where phase.isSyncing(at: tip.height):
            if !isCatchingUp {
                logger.info("catching up", metadata: ["height": "\(tip.height)", "target": "\(target)"])
            }
            isCatchingUp = true
        case .catchingUp:
            break
        case .synced:
            if isCatchingUp || firstRequest == nil {
                logger.info("caught up", metadata: ["height": "\(tip.height)", "hash": "\(tip.hash)"])
                worker.settle()
            }
            isCatchingUp = false
            if settings.stopsWhenSynced { end.continuation.finish() }
        }
        tellSessions()
        onStatus(status)
    }

    private func refuse(_ violation: RuleViolation, from address: PeerAddress) {
        logger.warning(
            "block refused",
            metadata: [
                "peer": "\(address)", "height": "\(violation.height)", "hash": "\(violation.hash)",
                "rule": "\(violation.rule.rawValue)", "why": "\(violation.explanation)",
            ])
        // A block from another branch or before its time says nothing against its sender; a whitelisted peer stays.
        guard !violation.isClockBound, violation.rule != .a5, !settings.whitelisted.contains(address) else { return }
        sessions[address]?.commands.yield(.close(.brokenRule(violation.rule)))
    }

    private func tellSessions() {
        let tip = localTip
        for session in sessions.values { session.commands.yield(.localTip(tip)) }
    }
}
