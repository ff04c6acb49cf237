internal import TimeModel

/// The block requests of ours that have no answer yet, so that ranges nobody asked for are told from answers.
struct OutstandingBlockRequests: Sendable {
    private struct Entry {
        let request: Message
        let sent: Moment
    }

    /// In the order in which they were sent; peers answer one kind in that order, or not at all.
    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }
    var isFull: Bool { entries.count >= WireLimits.outstandingBlockRequests }

    mutating func sent(_ request: Message, at now: Moment) {
        entries.append(Entry(request: request, sent: now))
    }

    /// The oldest request that these blocks can be the answer to, which is then done with.
    mutating func answered(by blocks: [EncodedBlock], as kind: MessageKind) -> Message? {
        guard let index = entries.firstIndex(where: { $0.request.isAnswered(by: blocks, as: kind) }) else { return nil }
        return entries.remove(at: index).request
    }

    mutating func expire(at now: Moment) {
        entries.removeAll { now - $0.sent >= WireLimits.outstandingBlockRequestLifetime }
    }
}

extension Message {
    /// The kind that answers this request for blocks; nil for everything else.
    var blockAnswerKind: MessageKind? {
        switch self {
        case .getBlocks: .blocksResponse
        case .getBlockRange: .blockRangeResponse
        case .blockRequest: .blockResponse
        case .requestGenesis: .genesisAnnouncement
        default: nil
        }
    }

    /// Whether these blocks can answer this request: ascending, and no height that it doesn't ask for.
    fileprivate func isAnswered(by blocks: [EncodedBlock], as kind: MessageKind) -> Bool {
        guard kind == blockAnswerKind else { return false }
        let first: Height
        let last: Height
        switch self {
        case .getBlocks(let start, let end), .getBlockRange(let start, let end): (first, last) = (start, end)
        case .blockRequest(let height): (first, last) = (height, height)
        default: (first, last) = (.genesis, .genesis)
        }
        var lowest: Height? = first
        for height in blocks.lazy.map(\.block.header.height) {
            guard let least = lowest, height >= least, height <= last else { return false }
            lowest = height == last ? nil : height.next
        }
        return true
    }
}
