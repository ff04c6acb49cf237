import TimeModel

/// What supervisors and load balancers ask: whether the node lives, and whether it can be relied on now.
package struct NodeHealth: Hashable, Sendable {
    /// Why the daemon should be started again; nil if it shouldn't.
    package let failure: String?
    /// Why others should be asked in its place; nil if they needn't.
    package let delay: String?

    /// - Parameters:
    ///   - isOpen: Whether the stores are open.
    ///   - pulse: What the node's own loop last said; nil before its first word.
    ///   - silence: For how long it has said nothing.
    package init(isOpen: Bool, pulse: Pulse?, silence: Duration) {
        guard isOpen, let pulse else {
            (failure, delay) = (nil, "loading: the daemon is opening its stores")
            return
        }
        failure =
            silence > RPCLimits.pulsePatience
            ? "stuck: the node's own loop has said nothing for \(silence.components.seconds) seconds" : nil
        if let failure {
            delay = failure
        } else if pulse.peers == 0 {
            delay = "no peers: nobody is connected"
        } else if pulse.lag > RPCLimits.readyLag {
            delay = "behind: \(pulse.lag) blocks behind the peers"
        } else {
            delay = nil
        }
    }

    /// What of the node's own word counts.
    package struct Pulse: Hashable, Sendable {
        let peers: Int
        let lag: UInt64

        package init(peers: Int, lag: UInt64) {
            self.peers = peers
            self.lag = lag
        }
    }
}
