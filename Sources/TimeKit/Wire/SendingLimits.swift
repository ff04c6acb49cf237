internal import TimeModel

/// What we send one peer, kept below what it would drop or hold against us (`wire §12.1`, `§12.6`, `chain-rules §9.9`).
struct SendingLimits: Sendable {
    private var blockRequests = SlidingWindow(WireLimits.blockRequestsSent)
    private var blockRangeRequests = SlidingWindow(WireLimits.blockRangeRequestsSent)
    private var peerRequests = SlidingWindow(WireLimits.peerRequestsSent)
    private var masternodeRequests = SlidingWindow(WireLimits.masternodeRequestsSent)
    private var masternodeLists = SlidingWindow(WireLimits.masternodeListsSent)
    private var general = SlidingWindow(WireLimits.generalMessagesSent)
    private var ranges = BlockRequestHistory()

    /// Counts the message as sent, unless there is a reason not to send it.
    mutating func refusal(of message: Message, at now: Moment) -> SendRefusal? {
        switch message {
        case .getBlocks(let start, let end):
            guard ranges.similar(start: start, end: end, at: now) < WireLimits.similarRequestsSent else {
                return .similarRequests
            }
            guard blockRequests.hasRoom(at: now) else { return .overLimit }
            blockRequests.record(at: now)
            ranges.record(start: start, end: end, at: now)
        case .getBlockRange:
            guard blockRangeRequests.hasRoom(at: now), general.hasRoom(at: now) else { return .overLimit }
            blockRangeRequests.record(at: now)
            general.record(at: now)
        case .getPeers: return Self.count(in: &peerRequests, at: now)
        case .getMasternodes: return Self.count(in: &masternodeRequests, at: now)
        case .masternodesResponse: return Self.count(in: &masternodeLists, at: now)
        default:
            if message.kind.bucket == .general { return Self.count(in: &general, at: now) }
        }
        return nil
    }

    private static func count(in window: inout SlidingWindow, at now: Moment) -> SendRefusal? {
        guard window.hasRoom(at: now) else { return .overLimit }
        window.record(at: now)
        return nil
    }
}
