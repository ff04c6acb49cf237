/// The numbers of this module, with their units and reasons.
package enum PeersLimits {
    /// Before the second dial of a peer; doubles with each failure (`policy §3`).
    package static let firstRedial: Duration = .seconds(5)
    /// The longest wait between two dials of a configured peer, less jitter (`policy §3`).
    package static let longestRedial: Duration = .seconds(53)
    /// The part of the wait that is added at random, so that nodes don't redial in step.
    package static let redialJitter = 0.2
    /// Between two TCP connections to one address: peers punish more than ten within 60 s (`wire §12.4`, `policy §3`).
    package static let shortestRedial: Duration = .seconds(31)
    /// A session of this length was a good one: the back-off starts over (`policy §3`).
    package static let sessionThatResetsBackOff: Duration = .seconds(60)
    /// How long a process waits for another that writes the store of peers (`policy §1`).
    package static let storePatience: Duration = .seconds(5)
    /// Of an entry from `api` or `announced` that isn't seen online (`policy §1`).
    package static let automaticEntryLifetime: Duration = .seconds(7 * 86_400)
    /// Bits of the widest range that can be whitelisted or banned. A wider one is a slip of the hand.
    package static let widestRange = 8
    /// Bytes of a reason, a note or evidence; longer ones are cut. What a server or a peer says may end up there.
    package static let textLength = 500
    /// Bytes of a file to import: as many entries as it may have, with long reasons.
    package static let importedBytes = 64 << 20
    /// Lines of a file to import. The whole network has a few hundred nodes.
    package static let importedEntries = 100_000
    /// Peers that are dialled again and again. Far more than there are slots for, and few enough to look through.
    package static let plannedPeers = 1_000
}
