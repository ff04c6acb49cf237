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
        var node: RPCNode?
        var status: NodeStatus?
    }

    package let configuration: NodeConfiguration
    package let clock: NodeClock
    private let started: Moment
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
    }

    package func ready(_ node: RPCNode) { content.withLock { $0.node = node } }

    package func update(_ status: NodeStatus) { content.withLock { $0.status = status } }

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
