import TimeControl

/// One metric of the daemon's, by the name that follows `timekit_`.
package struct NodeMetric: Hashable, Sendable {
    package let name: String
    package let help: String
    let kind: MetricsText.Kind

    private init(_ name: String, _ help: String, kind: MetricsText.Kind = .gauge) {
        self.name = name
        self.help = help
        self.kind = kind
    }

    static let up = NodeMetric("up", "1 once the stores are open, 0 before.")
    static let ready = NodeMetric("ready", "1 if /readyz answers 200.")
    static let buildInfo = NodeMetric("build_info", "1, labelled with version and network.")
    static let startTime = NodeMetric("process_start_time_seconds", "When the daemon started, since 1970.")
    static let uptime = NodeMetric("uptime_seconds", "Since the daemon started.")
    static let memory = NodeMetric("process_resident_memory_bytes", "Memory that is resident.")
    static let processor = NodeMetric(
        "process_cpu_seconds_total", "Time of all processors together.", kind: .counter)
    static let requests = NodeMetric("rpc_requests_total", "RPC requests by outcome.", kind: .counter)
    static let height = NodeMetric("height", "Height of the chain.")
    static let bestHeight = NodeMetric("best_known_height", "Height that the peers are believed to have.")
    static let lag = NodeMetric("lag_blocks", "Blocks that the peers have and we don't.")
    static let phase = NodeMetric("sync_phase", "1 for the phase that the node is in.")
    static let fork = NodeMetric("fork_resolving", "1 while a fork is being resolved.")
    static let connected = NodeMetric(
        "blocks_connected_total", "Blocks connected since the start.", kind: .counter)
    static let findings = NodeMetric("audit_findings", "Findings of the audits in the store.")
    static let peers = NodeMetric("peers", "Sessions by direction.")
    static let whitelisted = NodeMetric("peers_whitelisted", "Sessions of whitelisted peers.")
    static let received = NodeMetric("received_bytes_total", "Bytes that peers have sent.", kind: .counter)
    static let sent = NodeMetric("sent_bytes_total", "Bytes sent to peers.", kind: .counter)
    static let missed = NodeMetric("missed_pongs", "Pongs missed in the sessions that there are.")
    static let whitelist = NodeMetric("whitelist_entries", "Entries of the whitelist by state.")
    static let bans = NodeMetric("bans", "Bans by who imposed them.")
    static let violations = NodeMetric("violations", "Violations that are held against addresses.")
    static let masternodes = NodeMetric("masternodes", "Masternodes by state; known are all.")
    static let alert = NodeMetric("alert_active", "1 for each alert that holds.")
    static let openAlerts = NodeMetric("alerts_open", "Alerts that hold.")
    static let alerts = NodeMetric("alerts_total", "Alerts raised or told since the start.", kind: .counter)
    static let peerRoundTrip = NodeMetric("peer_round_trip_seconds", "Quantiles of a peer's round trips.")
    static let peerSuspicion = NodeMetric("peer_phi", "How suspicious a peer's silence is.")
    static let peerMissed = NodeMetric("peer_missed_pongs", "Pongs that a peer has missed in its session.")

    /// In the order of the page.
    package static let all: [NodeMetric] = [
        up, ready, buildInfo, startTime, uptime, memory, processor, requests, height, bestHeight, lag, phase, fork,
        connected, findings, peers, whitelisted, received, sent, missed, whitelist, bans, violations, masternodes,
        alert, openAlerts, alerts, peerRoundTrip, peerSuspicion, peerMissed,
    ]
}
