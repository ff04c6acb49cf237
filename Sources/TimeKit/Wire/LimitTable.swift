// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum WireLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "wire.protocolVersion", WireLimits.protocolVersion,
            "The handshake's protocol version, and the lowest that a listener takes (`wire §1`)."),
        Limit(
            "wire.lowestBuildNumber", WireLimits.lowestBuildNumber,
            "The lowest build number that the network takes; older ones follow other rules (`wire §1`)."),
        Limit(
            "wire.buildNumber", WireLimits.buildNumber,
            "The build number of the release this node is compatible with, unless configured: the network raises its fence."),
        Limit(
            "wire.handshakePatience", WireLimits.handshakePatience,
            "How long either side waits for the other's first frame; a refused dialer hears nothing at all (`wire §7.3`)."),
        Limit(
            "wire.handshakePatienceWithKept", WireLimits.handshakePatienceWithKept,
            "The same for a kept peer's answer, which a bad link may hold up for as long as a pong: the peer may have given us a slot, and would lose a session that it believes in."),
        Limit(
            "wire.noticeCharacters", WireLimits.noticeCharacters,
            "Characters kept of a text in a peer's notice, as it goes into the log."),
        Limit(
            "wire.pingInterval", WireLimits.pingInterval,
            "From one ping to the next (`policy §2`)."),
        Limit(
            "wire.missedPingAfter", WireLimits.missedPingAfter,
            "A ping without a pong for this long is missed (`policy §2`)."),
        Limit(
            "wire.missedPingAfterForKeptPeers", WireLimits.missedPingAfterForKeptPeers,
            "The same for a peer that we keep, whose stalls of minutes are no reason to doubt it (`policy §2`)."),
        Limit(
            "wire.pendingPings", WireLimits.pendingPings,
            "Unanswered pings remembered: 3,000 s of silence, after which every verdict is in."),
        Limit(
            "wire.messagesTaken", WireLimits.messagesTaken,
            "Messages of all kinds from anybody, exempt or not: as many as we are sure to keep up with (`policy §1`)."),
        Limit(
            "wire.transactionsTaken", WireLimits.transactionsTaken,
            "Transactions taken, as the network's nodes do."),
        Limit(
            "wire.finalizedTransactionsTaken", WireLimits.finalizedTransactionsTaken,
            "Finalised transactions taken, as the network's nodes do."),
        Limit(
            "wire.blockRequestsTaken", WireLimits.blockRequestsTaken,
            "`GetBlocks` taken, as the network's nodes do: 500 blocks a second."),
        Limit(
            "wire.peerRequestsTaken", WireLimits.peerRequestsTaken,
            "`GetPeers` taken: the answer changes slowly."),
        Limit(
            "wire.masternodeRequestsTaken", WireLimits.masternodeRequestsTaken,
            "`GetMasternodes` taken: peers ask twice a minute."),
        Limit(
            "wire.masternodeListsTaken", WireLimits.masternodeListsTaken,
            "Lists of masternodes taken, twice what we may ask for."),
        Limit(
            "wire.masternodeAnnouncementsTaken", WireLimits.masternodeAnnouncementsTaken,
            "Masternode announcements taken, relayed ones too: a node announces itself once a minute."),
        Limit(
            "wire.blocksTaken", WireLimits.blocksTaken,
            "Single blocks and proposals taken: each is validated."),
        Limit(
            "wire.votesTaken", WireLimits.votesTaken,
            "Votes taken of all kinds together."),
        Limit(
            "wire.listsTaken", WireLimits.listsTaken,
            "Lists of blocks and outputs taken: a fast peer's catch-up must not stumble here."),
        Limit(
            "wire.generalMessagesTaken", WireLimits.generalMessagesTaken,
            "Everything else taken together."),
        Limit(
            "wire.listEntries", WireLimits.listEntries,
            "Entries taken of a list of peers or masternodes: as many as the network's nodes put into one (`wire §5.5`)."),
        Limit(
            "wire.blocksPerAnswer", WireLimits.blocksPerAnswer,
            "Blocks in one answer (`wire §10.1`)."),
        Limit(
            "wire.similarDistance", WireLimits.similarDistance,
            "Heights by which two similar block requests differ at most, at either end (`wire §10.1`)."),
        Limit(
            "wire.similarWindow", WireLimits.similarWindow,
            "How far back similar block requests are counted (`wire §10.1`)."),
        Limit(
            "wire.similarRequestsAnswered", WireLimits.similarRequestsAnswered,
            "Similar requests in the window after which a peer is caught in a loop and gets no answer (`wire §10.1`)."),
        Limit(
            "wire.similarRequestsSent", WireLimits.similarRequestsSent,
            "Similar requests that we send in the window: half of what peers answer before they count a violation."),
        Limit(
            "wire.rememberedBlockRequests", WireLimits.rememberedBlockRequests,
            "Block requests remembered per connection: all that 100 in 10 s come to in the window of 30 s."),
        Limit(
            "wire.outstandingBlockRequests", WireLimits.outstandingBlockRequests,
            "Requests of ours that may be unanswered on one connection: what 64 a second come to at a second's round trip."),
        Limit(
            "wire.outstandingBlockRequestLifetime", WireLimits.outstandingBlockRequestLifetime,
            "An answer later than this answers nothing: peers drop requests silently, and the room is needed."),
        Limit(
            "wire.blockRequestsSent", WireLimits.blockRequestsSent,
            "`GetBlocks` sent to one peer, which takes 100 in 10 s (`chain-rules §9.9`)."),
        Limit(
            "wire.blockRangeRequestsSent", WireLimits.blockRangeRequestsSent,
            "`GetBlockRange` sent to one peer: no rule about similar ranges, but it shares the 100 a second of everything else."),
        Limit(
            "wire.generalMessagesSent", WireLimits.generalMessagesSent,
            "Messages without a bucket of their own sent to one peer, which takes 100 a second."),
        Limit(
            "wire.peerRequestsSent", WireLimits.peerRequestsSent,
            "`GetPeers` sent to one peer, which answers 5 (`wire §12.6`)."),
        Limit(
            "wire.masternodeRequestsSent", WireLimits.masternodeRequestsSent,
            "`GetMasternodes` sent to one peer, which answers 6 (`wire §12.6`)."),
        Limit(
            "wire.masternodeListsSent", WireLimits.masternodeListsSent,
            "Lists of masternodes sent to one peer, which takes 12."),
    ]
}
