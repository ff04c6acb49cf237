import Logging
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// Holds a short session with each new address.
struct Prober {
    private let configuration: NodeConfiguration
    private let transport: PeerTransport

    init(_ configuration: NodeConfiguration) throws {
        self.configuration = configuration
        transport = PeerTransport(identity: try TLSIdentity(), logger: configuration.logger(label: "tc-discover"))
    }

    /// Those with which none came about. Addresses that the whitelist knows are left alone.
    func unreachable(in discovered: Discovered, _ store: WhitelistStore) async throws -> Set<PeerAddress> {
        let known = try OperatorError.describingPeerStore { Set(try store.entries().map(\.prefix.address)) }
        let probe = SessionProbe(
            network: NetworkParameters(configuration.network), buildNumber: configuration.buildNumber,
            transport: transport, from: configuration.dialAddress)
        var waiting = discovered.judgement.accepted.filter { !known.contains($0.address) }[...]
        var unreachable: Set<PeerAddress> = []
        await withTaskGroup(of: (PeerAddress, SessionProbe.Outcome).self) { group in
            func add() {
                guard let endpoint = waiting.popFirst() else { return }
                group.addTask { (endpoint.address, await probe.probe(endpoint)) }
            }
            for _ in 0..<Self.atATime { add() }
            for await (address, outcome) in group {
                if case .unreachable(let why) = outcome {
                    unreachable.insert(address)
                    ErrorStream.standard.write(line: "tc-discover: \(address) can't be reached: \(why)")
                }
                add()
            }
        }
        await transport.shutDown()
        return unreachable
    }

    /// Sessions at a time.
    private static let atATime = 32
}
