import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeWire

/// Whom a node dials, as far as its parts have to work together for it.
struct NodeCoreDialTests {
    private let lower = PeerEndpoint("192.0.2.7", defaultPort: 24100)!
    private let higher = PeerEndpoint("192.0.2.200", defaultPort: 24100)!

    private func node(connect: [PeerEndpoint] = []) -> NodeCore {
        let settings = NodeSettings(
            network: .testnet, buildNumber: NetworkParameters.buildNumber,
            listen: PeerEndpoint("192.0.2.100", defaultPort: 24100), connect: connect)
        let tip = ChainTip(
            height: .genesis, hash: NetworkParameters.testnet.genesisHash, timestamp: UnixTime(0), treasury: .zero,
            supplyDrift: 0)
        return NodeCore(settings: settings, tip: tip, trust: .empty)
    }

    private func dials(_ node: inout NodeCore, _ event: NodeCore.Event = .tick, at second: Int) -> [PeerEndpoint] {
        node.handle(event, at: .start + .seconds(second), wallClock: UnixTime(0))
            .compactMap { if case .dial(let endpoint) = $0 { endpoint } else { nil } }
    }

    @Test func configuredPeersAreDialledBeforeThoseOfAServerAndWhateverTheRank() {
        var node = node(connect: [higher])
        _ = dials(&node, .started(masternodes: []), at: 0)
        _ = dials(&node, .discovered([lower]), at: 0)
        #expect(dials(&node, at: 0) == [higher, lower])
    }

    @Test func aServersPeerWithAHigherAddressIsGivenTimeToDialUs() {
        var node = node()
        _ = dials(&node, .discovered([lower, higher]), at: 0)
        #expect(dials(&node, at: 0) == [lower])
        #expect(dials(&node, at: 179).isEmpty)
        #expect(dials(&node, at: 180) == [higher])
    }

    @Test(arguments: [
        (CloseReason.wrongGenesis(.zero), 600), (.wrongNetwork(magic: [1, 2, 3, 4]), 600),
        (.brokenFrame(.tooLarge(9 << 20)), 120), (.noHandshake, 31),
    ])
    func aPeerThatDoesNotFitGetsTimeToBeMended(reason: CloseReason, wait: Int) {
        var node = node(connect: [lower])
        _ = dials(&node, .started(masternodes: []), at: 0)
        #expect(dials(&node, at: 0) == [lower])
        _ = dials(&node, .ended(SessionID(1), lower.address, .closedBySession(reason), .init()), at: 0)
        _ = dials(&node, .dialEnded(lower, reachedPeer: true, why: nil, jitter: 0), at: 0)
        #expect(dials(&node, at: wait - 1).isEmpty)
        #expect(dials(&node, at: wait) == [lower])
    }
}
