import Synchronization
package import TimeChain
import TimeCommandLine
package import TimeConfiguration
import TimeModel
package import TimeNode
package import TimePeers

/// What methods ask: the node once it is there, and its last word about itself, for which nobody has to wait.
package final class RPCState: Sendable {
    private struct Content {
        /// As the file was when it was last read.
        var latest: NodeConfiguration?
        var node: RPCNode?
        var status: NodeStatus?
        var pulse: (said: NodeHealth.Pulse, at: Moment)?
        var requests: [RPCOutcome: UInt64] = [:]
    }

    /// What the daemon started with.
    package let configuration: NodeConfiguration
    package let clock: NodeClock
    private let started: Moment
    let startTime: UnixTime
    private let content = Mutex(Content())
    private let onStop: @Sendable () -> Void

    /// - Parameter onStop: ends the daemon; returns at once.
    package init(
        configuration: NodeConfiguration, clock: NodeClock = .system(), onStop: @escaping @Sendable () -> Void
    ) {
        self.configuration = configuration
        self.clock = clock
        self.onStop = onStop
        started = clock.now()
        startTime = clock.wallClock()
    }

    package func ready(_ node: RPCNode) { content.withLock { $0.node = node } }

    /// The configuration was read again, and counts as far as a running node can go by it.
    package func update(_ configuration: NodeConfiguration) { content.withLock { $0.latest = configuration } }

    var latestConfiguration: NodeConfiguration { content.withLock { $0.latest } ?? configuration }

    package func update(_ status: NodeStatus) { content.withLock { $0.status = status } }

    /// The node's own loop runs, and this is how it is.
    package func update(_ pulse: NodePulse) {
        let said = NodeHealth.Pulse(peers: pulse.peers, lag: pulse.target.blocks(above: pulse.height))
        let now = clock.now()
        content.withLock { $0.pulse = (said, now) }
    }

    var health: NodeHealth {
        let (isOpen, pulse) = content.withLock { ($0.node != nil, $0.pulse) }
        return NodeHealth(
            isOpen: isOpen, pulse: pulse?.said, silence: pulse.map { clock.now() - $0.at } ?? .zero)
    }

    func count(_ outcome: RPCOutcome) { content.withLock { $0.requests[outcome, default: 0] += 1 } }

    var requests: [RPCOutcome: UInt64] { content.withLock { $0.requests } }

    /// Nil while the daemon is opening its stores.
    package var node: RPCNode? { content.withLock { $0.node } }

    /// Nil before the node has said anything of itself.
    package var status: NodeStatus? { content.withLock { $0.status } }

    package var uptime: Duration { clock.now() - started }

    /// The program's own, for clients to see.
    package var version: String { Program.version }

    func stop() { onStop() }
}

/// A node with its stores.
package struct RPCNode: Sendable {
    package let node: Node
    package let chain: ChainStore
    package let whitelist: WhitelistStore

    package init(node: Node, chain: ChainStore, whitelist: WhitelistStore) {
        self.node = node
        self.chain = chain
        self.whitelist = whitelist
    }
}
