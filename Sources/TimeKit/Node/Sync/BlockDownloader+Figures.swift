import TimeModel

/// What a download can say of itself.
extension BlockDownloader {
    struct Figures: Sendable {
        struct Source: Sendable {
            let address: PeerAddress
            let score: SourceScore
            let outstanding: Int
            let lastAnswerTime: Duration?
            let isResting: Bool
            let requestsPerSecond: Int
        }

        /// Peers that have blocks above the tip, the best first.
        let sources: [Source]
        let blocksPerSecond: Double
        let buffered: Int
        let limit: DownloadLimit?
        let waitsForDisk: Bool
        /// The lowest height that isn't here yet, and who has been asked for it.
        let missing: Height
        let askedForMissing: PeerAddress?
    }

    func figures(at now: Moment) -> Figures {
        var missing = tip.next
        while connecting[missing] != nil || arrivals[missing] != nil { missing = missing.next }
        let asked = peers.filter { $0.value.outstanding.contains { $0.request.range.contains(missing) } }
        let sources = peers.filter { $0.value.tip > tip }
            .map { address, peer in
                Figures.Source(
                    address: address, score: scores[address] ?? SourceScore(tip: peer.tip),
                    outstanding: peer.outstanding.count, lastAnswerTime: peer.lastAnswerTime,
                    isResting: peer.isResting(at: now), requestsPerSecond: peer.requestsPerSecond)
            }
        return Figures(
            sources: sources.sorted { isBetter($0.address, $1.address) },
            blocksPerSecond: meter.blocksPerSecond(at: now), buffered: bufferedBytes,
            limit: meter.limit(at: now), waitsForDisk: meter.waitsForDisk ?? false, missing: missing,
            askedForMissing: asked.keys.min())
    }

    /// Why the download isn't where it could be for other reasons than the usual ones.
    func pause(at now: Moment) -> SyncState.Reason? {
        if isProcessorBusy { return .processor }
        if let pausedUntil, now < pausedUntil { return .disk }
        return switch limit(at: now) {
        case .buffer: .memory
        case .stalled: .stalledPeers
        default: nil
        }
    }

    /// What holds the download up at this moment; nil if nothing is wanted.
    func limit(at now: Moment) -> DownloadLimit? {
        guard target > tip else { return nil }
        if isConnecting, let last = connecting.keys.max(), last >= target || arrivals[last.next] != nil {
            return .connecting
        }
        guard hasRoomToAsk else { return .buffer }
        var limit = DownloadLimit.noSource
        for peer in peers.values where peer.tip > tip {
            switch limit {
            case _ where !peer.outstanding.isEmpty && (peer.isFull || peer.hasAllowance(at: now)): limit = .answers
            case _ where !peer.isResting(at: now): return .pacing
            case .noSource: limit = .stalled
            default: break
            }
        }
        return limit
    }
}
