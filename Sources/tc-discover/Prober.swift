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
        let plans = discovered.judgement.accepted.filter { !known.contains($0.address) }
            .map { endpoint in
                ProbePlan(
                    ProbeTarget(endpoint), network: configuration.network, buildNumber: configuration.buildNumber,
                    seed: .random(in: .min ... .max))
            }
        let batch = ProbeBatch(
            PeerProbe(transport: transport, from: configuration.dialAddress), concurrency: Self.atATime)
        let reports = await batch.run(plans)
        var unreachable: Set<PeerAddress> = []
        for report in reports where report.verdict == .unhealthy {
            guard let step = report.worst, let address = report.address.flatMap({ PeerAddress($0) }) else { continue }
            unreachable.insert(address)
            let why = step.fault?.explanation.title ?? ""
            ErrorStream.standard.write(line: "tc-discover: \(address) can't be reached: \(why) (\(step.detail))")
        }
        await transport.shutDown()
        return unreachable
    }

    /// Sessions at a time.
    private static let atATime = 32
}
