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
    ]
}
