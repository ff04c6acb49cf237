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
            "The longest wait between two dials of a configured peer, less jitter (`policy §3`)."),
        Limit(
            "peers.redialJitter", PeersLimits.redialJitter,
            "The part of the wait that is added at random, so that nodes don't redial in step."),
        Limit(
            "peers.shortestRedial", PeersLimits.shortestRedial,
            "Between two TCP connections to one address: peers punish more than ten within 60 s (`wire §12.4`, `policy §3`)."),
        Limit(
            "peers.sessionThatResetsBackOff", PeersLimits.sessionThatResetsBackOff,
            "A session of this length was a good one: the back-off starts over (`policy §3`)."),
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
    ]
}
