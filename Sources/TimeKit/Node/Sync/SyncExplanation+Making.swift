package import TimeModel
import TimePeers

extension SyncExplanation {
    package init(
        coordinator: SyncCoordinator, downloader: BlockDownloader, isResolvingFork: Bool, at now: Moment,
        wallClock: UnixTime
    ) {
        let download = downloader.figures(at: now)
        let tips = coordinator.tipFigures(at: now, wallClock: wallClock)
        state = SyncState(coordinator, downloader, isResolvingFork: isResolvingFork, at: now, wallClock: wallClock)
        height = downloader.tip.rawValue
        target = coordinator.best?.rawValue
        pacing = downloader.pacing.name
        limit = Self.limit(state, coordinator, tips, download)
        reason = Self.reason(limit, pacing: downloader.pacing)
        figures = Self.figures(limit, tips, download, downloader.pacing)
        waitingFor = Self.waitingFor(limit, download)
        sources = download.sources.prefix(NodeLimits.explainedSources).map(Source.init)
    }

    private static func limit(
        _ state: SyncState, _ coordinator: SyncCoordinator, _ tips: SyncCoordinator.TipFigures,
        _ download: BlockDownloader.Figures
    ) -> Limit {
        switch state {
        case .resolvingFork: return .fork
        case .brokenCircuit: return .circuit
        case .paused(.processor): return .processor
        case .paused(.memory): return .buffer
        case .paused(.disk): return .disk
        case .paused(.stalledPeers): return .stalledPeers
        case .idle where coordinator.best == nil:
            return tips.aheadOfClock > 0 && tips.counted == 0 ? .clockCeiling : .noCredibleTip
        case .idle: return .none
        case .catchingUp: break
        }
        return switch download.limit {
        case .pacing: .pacing
        case .answers: download.sources.count { !$0.isResting } > 1 ? .peerCount : .peerLatency
        case .connecting: download.waitsForDisk ? .disk : .verification
        case .buffer: .buffer
        case .stalled: .stalledPeers
        case .noSource: .peerCount
        case nil: .none
        }
    }

    private static func reason(_ limit: Limit, pacing: SyncPacing) -> String {
        switch limit {
        case .none: "nothing holds the node up"
        case .pacing where pacing == .adaptive: "every source has been asked as often as it may be"
        case .pacing: "pacing plan waits between its batches"
        case .peerLatency: "the only source owes all that it may"
        case .peerCount: "the sources owe all that they may, and there are no more of them"
        case .verification: "received blocks wait to be checked"
        case .disk: "received blocks wait to be stored"
        case .buffer: "received blocks that wait for an earlier one fill the memory they may take"
        case .processor: "this process has other work for most of the machine"
        case .stalledPeers: "every source has left requests unanswered and is left alone for a while"
        case .circuit: "too many failures in a row; the next attempt comes when the circuit closes"
        case .noCredibleTip: "no tip is told by enough peers"
        case .clockCeiling: "peers tell tips that can't be there yet by our clock"
        case .fork: "peers follow another branch, which is looked into first"
        }
    }

    private static func figures(
        _ limit: Limit, _ tips: SyncCoordinator.TipFigures, _ download: BlockDownloader.Figures, _ pacing: SyncPacing
    ) -> [Figure] {
        var figures = [
            Figure(name: "peers", value: Double(tips.peers), unit: "sessions"),
            Figure(name: "peers with a tip that counts", value: Double(tips.counted), unit: "sessions"),
        ]
        switch limit {
        case .none, .fork: return figures
        case .noCredibleTip, .clockCeiling:
            figures.append(Figure(name: "tips ahead of our clock", value: Double(tips.aheadOfClock), unit: "sessions"))
            figures.append(Figure(name: "highest possible tip", value: Double(tips.ceiling.rawValue), unit: "height"))
            return figures
        default: break
        }
        figures.append(Figure(name: "received", value: download.blocksPerSecond, unit: "blocks/s"))
        if let allowed = allowedRate(download, pacing) {
            figures.append(Figure(name: "allowed by pacing", value: allowed, unit: "blocks/s"))
        }
        figures.append(
            Figure(name: "sources left alone", value: Double(download.sources.count(where: \.isResting)), unit: "peers")
        )
        figures.append(Figure(name: "buffered", value: Double(download.buffered) / 1_048_576, unit: "MiB"))
        return figures
    }

    /// What peers would be asked for if nothing else held it up.
    private static func allowedRate(_ download: BlockDownloader.Figures, _ pacing: SyncPacing) -> Double? {
        switch pacing {
        case .adaptive:
            Double(download.sources.reduce(0) { $0 + $1.requestsPerSecond } * NodeLimits.blocksPerRequest)
        case .plan(let blocksPerMinute): blocksPerMinute.map { Double($0) / 60 }
        }
    }

    private static func waitingFor(_ limit: Limit, _ download: BlockDownloader.Figures) -> String? {
        switch limit {
        case .none: nil
        case .noCredibleTip, .clockCeiling: "a tip that counts"
        case .fork: "the peers' branch"
        case .verification, .disk: "the blocks in hand to be connected"
        default:
            download.askedForMissing.map { "block \(download.missing) from \($0)" }
                ?? "block \(download.missing), which nobody is asked for now"
        }
    }
}

extension SyncExplanation.Source {
    fileprivate init(_ source: BlockDownloader.Figures.Source) {
        let score = source.score
        address = "\(source.address)"
        isWhitelisted = score.isWhitelisted
        isMasternode = score.isMasternode
        health = score.health.rawValue
        reliability = score.reliability
        roundTripSeconds = score.roundTrip.map { $0 / .seconds(1) }
        answerSeconds = source.lastAnswerTime.map { $0 / .seconds(1) }
        tip = score.tip.rawValue
        outstanding = source.outstanding
        isResting = source.isResting
    }
}

extension SyncState {
    init(
        _ coordinator: SyncCoordinator, _ downloader: BlockDownloader, isResolvingFork: Bool, at now: Moment,
        wallClock: UnixTime
    ) {
        self =
            if isResolvingFork {
                .resolvingFork
            } else if case .catchingUp = coordinator.phase {
                if let end = downloader.circuitEnd(at: now) {
                    .brokenCircuit(until: wallClock.advanced(bySeconds: (end - now).components.seconds))
                } else if let reason = downloader.pause(at: now) {
                    .paused(reason)
                } else {
                    .catchingUp
                }
            } else {
                .idle
            }
    }
}
