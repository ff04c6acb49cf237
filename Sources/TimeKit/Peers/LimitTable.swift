// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum PeersLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "peers.firstRedial", PeersLimits.firstRedial,
            "Before the second dial of a peer; doubles with each failure (`policy §3`)."),
        Limit(
            "peers.longestRedial", PeersLimits.longestRedial,
            "The longest wait between two dials of a peer to keep, less jitter (`policy §3`)."),
        Limit(
            "peers.longestRedialOfOthers", PeersLimits.longestRedialOfOthers,
            "The longest wait between two dials of any other peer, less jitter (`policy §3`)."),
        Limit(
            "peers.patienceOfLowerAddress", PeersLimits.patienceOfLowerAddress,
            "How long the lower of two addresses waits for the higher one's dial before it dials itself (`wire §8`)."),
        Limit(
            "peers.redialJitter", PeersLimits.redialJitter,
            "The part of the wait that is added at random, or taken from the longest one, so that nodes don't redial in step."),
        Limit(
            "peers.shortestRedial", PeersLimits.shortestRedial,
            "Between two TCP connections to one address: peers punish more than ten within 60 s (`wire §12.4`, `policy §3`)."),
        Limit(
            "peers.lastingSession", PeersLimits.lastingSession,
            "A session of this length was a good one: the back-off starts over, and the peer counts as reliable (`policy §3`)."),
        Limit(
            "peers.storePatience", PeersLimits.storePatience,
            "How long a process waits for another that writes the store of peers (`policy §1`)."),
        Limit(
            "peers.automaticEntryLifetime", PeersLimits.automaticEntryLifetime,
            "Of an entry from `api` or `announced` that isn't seen online (`policy §1`)."),
        Limit(
            "peers.widestRange", PeersLimits.widestRange,
            "Bits of the widest range that can be whitelisted or banned. A wider one is a slip of the hand."),
        Limit(
            "peers.furthestDeadline", PeersLimits.furthestDeadline,
            "The longest time that an entry or a ban is given an end for: what a length of time on a command line may be."),
        Limit(
            "peers.textLength", PeersLimits.textLength,
            "Bytes of a reason, a note or evidence; longer ones are cut. What a server or a peer says may end up there."),
        Limit(
            "peers.importedBytes", PeersLimits.importedBytes,
            "Bytes of a file to import: as many entries as it may have, with long reasons."),
        Limit(
            "peers.importedEntries", PeersLimits.importedEntries,
            "Lines of a file to import. The whole network has a few hundred nodes."),
        Limit(
            "peers.plannedPeers", PeersLimits.plannedPeers,
            "Peers that are dialled again and again. Far more than there are slots for, and few enough to look through."),
        Limit(
            "peers.livenessCheckInterval", PeersLimits.livenessCheckInterval,
            "Between two looks at a peer's pings (`policy §2`)."),
        Limit(
            "peers.missedPingAfter", PeersLimits.missedPingAfter,
            "A ping without a pong for this long is missed (`policy §2`)."),
        Limit(
            "peers.missedPingAfterForKeptPeers", PeersLimits.missedPingAfterForKeptPeers,
            "The same for a peer that we keep, whose stalls of minutes are no reason to doubt it (`policy §2`)."),
        Limit(
            "peers.missedPings", PeersLimits.missedPings,
            "Missed in a row until a peer is closed: 270 s of silence, a tenth less than a masternode's 5 heartbeats of 60 s."),
        Limit(
            "peers.missedPingsForKeptPeers", PeersLimits.missedPingsForKeptPeers,
            "Missed in a row until the operator is told that a kept peer is silent: 3,000 s (`policy §2`)."),
        Limit(
            "peers.unansweredPings", PeersLimits.unansweredPings,
            "Pings without a pong that are remembered: as many as are sent until a kept peer's verdict."),
        Limit(
            "peers.pingTimeTolerance", PeersLimits.pingTimeTolerance,
            "How exactly it is known when a ping was sent: half the time between two."),
        Limit(
            "peers.blindness", PeersLimits.blindness,
            "After so long without a tick what peers sent lies unread, and their silence counts from now."),
        Limit(
            "peers.tickTolerance", PeersLimits.tickTolerance,
            "A tick later than this tells that we are the slow side (`policy §2`)."),
        Limit(
            "peers.peersToJudgeBy", PeersLimits.peersToJudgeBy,
            "With fewer peers than these, most of them falling silent tells nothing about us (`policy §2`)."),
        Limit(
            "peers.slowestFactor", PeersLimits.slowestFactor,
            "The most by which a slow node multiplies its time-outs (`policy §2`)."),
        Limit(
            "peers.slownessDecay", PeersLimits.slownessDecay,
            "Without signs of slowness for so long the multiplier is halved."),
        Limit(
            "peers.roundTripsRemembered", PeersLimits.roundTripsRemembered,
            "Round trips of a peer that are counted before the counts are halved: those of three days and a half."),
        Limit(
            "peers.roundTripResolution", PeersLimits.roundTripResolution,
            "Round trips that differ by less are counted as alike: nothing hangs on telling them apart."),
        Limit(
            "peers.longestRoundTrip", PeersLimits.longestRoundTrip,
            "Longer round trips are counted as this: beyond every verdict."),
        Limit(
            "peers.patienceOfSuspicion", PeersLimits.patienceOfSuspicion,
            "How long a silence of a peer of which nothing is known is nothing unusual; the scale of its suspicion."),
        Limit(
            "peers.suspectFrom", PeersLimits.suspectFrom,
            "Phi from which a peer is suspect: about 45 s of silence if it is well known, before its first missed ping."),
        Limit(
            "peers.unresponsiveFrom", PeersLimits.unresponsiveFrom,
            "Phi from which a peer is unresponsive: about 2 min of silence if it is well known."),
        Limit(
            "peers.fetchPatience", PeersLimits.fetchPatience,
            "For a list of peers, redirects and all (`policy §4`)."),
        Limit(
            "peers.connectPatience", PeersLimits.connectPatience,
            "For the connection to its server; a part of the whole."),
        Limit(
            "peers.documentSize", PeersLimits.documentSize,
            "Bytes of a list of peers (`policy §4`)."),
        Limit(
            "peers.redirects", PeersLimits.redirects,
            "Redirects that are followed (`policy §4`)."),
        Limit(
            "peers.validatorSize", PeersLimits.validatorSize,
            "Bytes of an ETag's or a date's header; a longer one isn't sent back."),
        Limit(
            "peers.listDepth", PeersLimits.listDepth,
            "Levels of arrays and objects in a list of peers. It has two; parsers go down by recursion."),
        Limit(
            "peers.listEntries", PeersLimits.listEntries,
            "Entries of a list that are taken (`policy §4`)."),
        Limit(
            "peers.listEntriesRead", PeersLimits.listEntriesRead,
            "Entries of a list that are read at all: what a megabyte of short texts can hold, and more."),
        Limit(
            "peers.entryLength", PeersLimits.entryLength,
            "Characters of an entry that are shown when it is refused."),
        Limit(
            "peers.shrinkPercent", PeersLimits.shrinkPercent,
            "Percent of the last good list that may be missing from the next (`policy §4`)."),
        Limit(
            "peers.growthFactor", PeersLimits.growthFactor,
            "Times the last good list that the next may be large, once it names `growthFloor` peers more: a server that was taken over would name many."),
        Limit(
            "peers.growthFloor", PeersLimits.growthFloor,
            "New peers that are never too many."),
        Limit(
            "peers.banLadder", PeersLimits.banLadder,
            "So many violations are worth a ban of that length; none is for ever (`policy §3`)."),
        Limit(
            "peers.violationHalfLife", PeersLimits.violationHalfLife,
            "Each time this has passed, an address's violations are halved (`policy §3`)."),
        Limit(
            "peers.handshakeAbusesForgiven", PeersLimits.handshakeAbusesForgiven,
            "Abused handshakes that are no violation yet: a scanner that comes by, an operator who tries something."),
        Limit(
            "peers.watchedAddresses", PeersLimits.watchedAddresses,
            "Addresses whose violations are counted: a few megabytes, and more than any botnet we would outlast otherwise."),
        Limit(
            "peers.retryAfterWrongGenesis", PeersLimits.retryAfterWrongGenesis,
            "A peer with another genesis block isn't dialled again sooner (`policy §1`)."),
        Limit(
            "peers.retryAfterWrongNetwork", PeersLimits.retryAfterWrongNetwork,
            "A peer of another network isn't dialled again sooner (`policy §1`)."),
        Limit(
            "peers.retryAfterOversizeFrame", PeersLimits.retryAfterOversizeFrame,
            "A peer that sent a frame above 8 MiB isn't dialled again sooner (`policy §1`)."),
        Limit(
            "peers.inboundSlots", PeersLimits.inboundSlots,
            "Inbound sessions, beyond which only whitelisted peers and masternodes get one (`policy §3`)."),
        Limit(
            "peers.outboundSlots", PeersLimits.outboundSlots,
            "Outbound sessions, beyond which only whitelisted peers and masternodes get one (`policy §3`)."),
        Limit(
            "peers.slots", PeersLimits.slots,
            "Sessions in all (`policy §3`)."),
        Limit(
            "peers.reservedSlots", PeersLimits.reservedSlots,
            "Of all slots, for whitelisted peers and registered masternodes: a flood of strangers can't keep them out."),
        Limit(
            "peers.inboundWindow", PeersLimits.inboundWindow,
            "Over which new inbound connections are counted (`policy §3`)."),
        Limit(
            "peers.newInbound", PeersLimits.newInbound,
            "New inbound connections of ordinary peers in the window: with 250 slots ten minutes of turnover (`policy §3`)."),
        Limit(
            "peers.newInboundOfRange", PeersLimits.newInboundOfRange,
            "The same of one /24, or /48 of IPv6: one owner can't take the whole allowance (`policy §3`)."),
        Limit(
            "peers.rangeLengthIPv4", PeersLimits.rangeLengthIPv4,
            "Bits of the range of IPv4 addresses that count as one owner's."),
        Limit(
            "peers.rangeLengthIPv6", PeersLimits.rangeLengthIPv6,
            "Bits of the range of IPv6 addresses that count as one owner's."),
        Limit(
            "peers.handshakes", PeersLimits.handshakes,
            "Connections between accept and handshake at which ordinary peers must wait. Each costs a TLS handshake."),
        Limit(
            "peers.handshakesOfAll", PeersLimits.handshakesOfAll,
            "The same for whitelisted peers, so that a flood of strangers doesn't keep them out."),
        Limit(
            "peers.handshakesPerAddress", PeersLimits.handshakesPerAddress,
            "Of one address: one that hangs and one that is tried instead."),
        Limit(
            "peers.simultaneousDials", PeersLimits.simultaneousDials,
            "Two dials, ours and the peer's, that are completed within this crossed each other."),
        Limit(
            "peers.scoreWindows", PeersLimits.scoreWindows,
            "A peer's reliability is averaged over these: today's mood and the month's habit."),
        Limit(
            "peers.leastScored", PeersLimits.leastScored,
            "What happens more often than this counts as if this had passed: every event moves the score."),
        Limit(
            "peers.mostScored", PeersLimits.mostScored,
            "What happens more seldom counts as if this had passed: one failed dial after a month is no bad month."),
        Limit(
            "peers.peerRecords", PeersLimits.peerRecords,
            "Peers whose round trips and scores are kept. More than the network has nodes; the longest unseen go first."),
        Limit(
            "peers.peerRecordLifetime", PeersLimits.peerRecordLifetime,
            "Of a peer that isn't heard of any more: the longest window of its score, by which it has faded."),
        Limit(
            "peers.pingInterval", PeersLimits.pingInterval,
            "From one ping to the next (`policy §2`, `wire §9`)."),
        Limit(
            "peers.masternodeRecords", PeersLimits.masternodeRecords,
            "Masternodes that are known at a time: several times what the network has, in a few megabytes."),
        Limit(
            "peers.probeLag", PeersLimits.probeLag,
            "Blocks that a peer may be behind the clock before a probe says so: further, and it catches up (`policy §5`)."),
        Limit(
            "peers.probeLead", PeersLimits.probeLead,
            "Blocks that a peer may be ahead of the clock: our clock and its own differ a little."),
        Limit(
            "peers.probeSlow", PeersLimits.probeSlow,
            "A peer whose median round trip is longer is slow: twice what the far side of the world takes."),
        Limit(
            "peers.probeClockOffset", PeersLimits.probeClockOffset,
            "A peer's clock may be off by so much (`policy §6`)."),
        Limit(
            "peers.probeDifference", PeersLimits.probeDifference,
            "Median round trips of two probes that differ by less are the same: threads don't always go on at once."),
        Limit(
            "peers.probeDifferenceShare", PeersLimits.probeDifferenceShare,
            "The same, as a part of the shorter one."),
    ]
}
