import Testing
import TimeModel
import TimeSimulation

/// Whole networks of our nodes, over a day.
@Suite struct ScenarioTests {
    static func run(_ scenario: Scenario) -> (ScenarioReport, VirtualNetwork) {
        var network = scenario.network()
        network.run(until: .start + scenario.duration)
        return (ScenarioReport(scenario, network), network)
    }

    @Test func aDayWithLossAndStallsLosesNoTrustedPeer() {
        let scenario = Scenario(nodes: 10, duration: .seconds(86_400), seed: 42, faults: [.loss, .stalls])
        let (report, network) = Self.run(scenario)
        let transcript: Comment = "\(report.rows)\n\(network.transcript.joined(separator: "\n"))"
        #expect(report.rows.count == 10)
        // While nodes that dial each other at once still settle which of the two connections stays, some end.
        let lost = scenario.nodeAddresses.compactMap { network.program(at: $0, as: SimulatedNode.self) }
            .flatMap { $0.tally.disconnectsKept.filter { $0.isWhitelisted } }
        #expect(lost.filter { $0.at >= scenario.settled }.isEmpty, "\(lost)\n\(transcript)")
        #expect(report.missedPongsPerWhitelistedPeer < 1, transcript)
        #expect(report.offences.isEmpty, "\(report.offences)\n\(transcript)")
        #expect(report.rows.allSatisfy { $0.lag < 10 && $0.greatestLag < 10 }, transcript)
        #expect(report.rows.allSatisfy { $0.sessions >= 9 }, transcript)
        #expect(Set(report.rows.map(\.height)).count <= 2, transcript)
    }

    @Test(arguments: FaultFamily.allCases)
    func eachFamilyOfFaultsIsSurvived(family: FaultFamily) {
        let scenario = Scenario(nodes: 6, duration: .seconds(6 * 3_600), seed: 7, faults: [family])
        let (report, network) = Self.run(scenario)
        let transcript: Comment = "\(report.rows)\n\(network.transcript.joined(separator: "\n"))"
        #expect(report.offences.isEmpty, "\(report.offences)\n\(transcript)")
        #expect(report.rows.allSatisfy { $0.lag <= 2 }, transcript)
    }

    @Test func theSameSeedIsTheSameDayWithAllFaults() {
        let scenario = Scenario(nodes: 5, duration: .seconds(3 * 3_600), seed: 3, faults: FaultFamily.allCases)
        let (first, second) = (Self.run(scenario).0, Self.run(scenario).0)
        #expect(first.eventHash == second.eventHash)
        #expect(first.rows == second.rows)
        var other = scenario
        other.seed = 4
        #expect(Self.run(other).0.eventHash != first.eventHash)
    }
}
