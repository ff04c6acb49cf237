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
    ]
}
